package dev.headwater.architecture.planted.stream;

import io.javalin.Javalin;

/** Uses the web server in stream, which may not see it. */
public record UsesWebServer(Javalin server) {}
