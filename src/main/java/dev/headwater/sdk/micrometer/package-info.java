/**
 * Metrics of a client for Micrometer, which the pipeline brings itself: the client's POM names it
 * as optional, and nothing else in the client needs it.
 */
package dev.headwater.sdk.micrometer;
