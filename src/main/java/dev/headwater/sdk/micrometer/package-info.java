/**
 * Metrics of a client for Micrometer. The pipeline provides Micrometer: the client's POM declares
 * it as optional, and no other part of the client uses it.
 */
package dev.headwater.sdk.micrometer;
