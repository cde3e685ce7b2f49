/** What all commands share: the terminal, text, exit codes and failures. */
package dev.headwater.cli.terminal;
