package dev.headwater.architecture.planted.model;

import java.nio.file.Path;

/** Input and output in a package of values. */
public record ReadsFile(Path path) {}
