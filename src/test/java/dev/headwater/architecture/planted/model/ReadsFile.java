package dev.headwater.architecture.planted.model;

import java.nio.file.Path;

/** Uses file I/O in a package of values. */
public record ReadsFile(Path path) {}
