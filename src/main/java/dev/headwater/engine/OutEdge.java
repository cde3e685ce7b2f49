package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.EdgeKind;

/**
 * An edge at its upstream end.
 *
 * @param from the upstream end, which owns the row
 * @param to the downstream end, which decides the kind of the edge
 * @param revision the revision of {@code kind}, as the downstream end counts it
 * @param kind the kind of the edge
 */
public record OutEdge(Asset from, Asset to, long revision, EdgeKind kind) {}
