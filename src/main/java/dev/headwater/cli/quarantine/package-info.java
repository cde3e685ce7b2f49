/** The command {@code quarantine}: lists, shows, sends again and discards. */
package dev.headwater.cli.quarantine;
