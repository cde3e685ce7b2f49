/**
 * The command line: parses arguments, runs commands and returns exit codes. The commands are in the
 * packages below.
 *
 * <p>Every command writes its answer to standard output and everything else to standard error. A
 * failure is one line on standard error that says what to do. The exit codes are 0 (done, or yes),
 * 1 (no: some events rejected, gate violated, or the server refused), 2 (could not do it: server
 * unreachable, or the answer is not known) and 64 (wrong usage).
 */
package dev.headwater.cli;
