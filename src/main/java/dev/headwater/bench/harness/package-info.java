/**
 * What a benchmark runs on: a broker and processors in processes of their own, the loaders, the
 * plain Streams jobs that calibrate, and what is counted meanwhile.
 */
package dev.headwater.bench.harness;
