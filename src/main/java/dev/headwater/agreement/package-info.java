/**
 * Compares what a processor stores and has delivered, once it is at rest, with the oracle. For
 * tests and {@code bench faults}.
 */
package dev.headwater.agreement;
