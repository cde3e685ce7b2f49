/**
 * What {@code /metrics} shows. METRICS.md describes every metric; a test compares the two.
 *
 * <p>Other packages count with plain adders and histograms, and this one reads them when a scrape
 * comes. What cannot be known at that moment has no sample: a 0 would say that all is well.
 *
 * <p>A metric keeps its name and its meaning for good. Label values are from bounded sets:
 * constants of the model as the API spells them, and words in lower case.
 */
package dev.headwater.app.metrics;
