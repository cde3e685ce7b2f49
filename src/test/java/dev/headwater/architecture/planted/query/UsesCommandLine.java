package dev.headwater.architecture.planted.query;

import picocli.CommandLine;

/** Uses the command line library outside cli. */
public record UsesCommandLine(CommandLine commandLine) {}
