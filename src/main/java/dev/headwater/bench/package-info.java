/**
 * The benchmarks, run by the command {@code bench}: how fast and how large, on a real broker,
 * beside a plain Kafka Streams job under the same settings that says what the machine can do.
 *
 * <p>{@link dev.headwater.bench.Installation} is what a benchmark runs on, {@link
 * dev.headwater.bench.Report} what it answers; a further benchmark is a class that takes the one
 * and returns the other, and a command in {@code cli}.
 */
package dev.headwater.bench;
