/** Figures, tables and the report of a benchmark. */
package dev.headwater.bench.report;
