/**
 * The benchmarks of the command {@code bench}. They measure speed and size on a real broker. Most
 * compare with a plain Kafka Streams job under the same settings (the calibration), which shows
 * what the machine can do.
 *
 * <p>{@link dev.headwater.bench.Installation} is the environment of a benchmark, {@link
 * dev.headwater.bench.Report} its result. A new benchmark is a class that takes an installation and
 * returns a report, and a command in {@code cli}.
 */
package dev.headwater.bench;
