/** The events of the benchmarks: graphs of several shapes. The same seed gives the same events. */
package dev.headwater.bench.graph;
