package dev.headwater.architecture.planted.query;

import picocli.CommandLine;

/** The command line outside of cli. */
public record UsesCommandLine(CommandLine commandLine) {}
