/**
 * Compares what a processor holds and has told, once it is at rest, with the oracle. For the tests
 * and the fault run.
 */
package dev.headwater.agreement;
