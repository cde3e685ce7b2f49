/**
 * The command line: parse, dispatch, exit codes.
 *
 * <p>Every command writes its answer to standard output and everything else to standard error. A
 * failure is one line on standard error that says what to do; exit codes are 0 (done, or yes), 1
 * (no: some events rejected, gate violated, the server refused) and 2 (could not: wrong usage,
 * unreachable, cannot tell).
 */
package dev.headwater.cli;
