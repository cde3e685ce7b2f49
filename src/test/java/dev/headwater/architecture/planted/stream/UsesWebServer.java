package dev.headwater.architecture.planted.stream;

import io.javalin.Javalin;

/** The web server outside of http. */
public record UsesWebServer(Javalin server) {}
