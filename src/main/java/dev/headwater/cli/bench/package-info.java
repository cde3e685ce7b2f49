/** The command {@code bench}: the options of each benchmark. */
package dev.headwater.cli.bench;
