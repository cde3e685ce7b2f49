/**
 * The benchmarks of the command {@code bench}. They measure speed and size on a real broker. Most
 * compare with a plain Kafka Streams job under the same settings (the calibration), which shows
 * what the machine can do. This package has the measurements; {@code graph} has their events,
 * {@code harness} what they run on, and {@code report} their figures.
 *
 * <p>{@link dev.headwater.bench.harness.Installation} is the environment of a benchmark, {@link
 * dev.headwater.bench.report.Report} its result. A new benchmark is a class that takes an
 * installation and returns a report, and a command in {@code cli}.
 */
package dev.headwater.bench;
