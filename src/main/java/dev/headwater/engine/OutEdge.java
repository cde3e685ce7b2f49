package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.EdgeKind;

/**
 * An edge as its upstream end knows it.
 *
 * @param from the owner of the row
 * @param to the downstream end, which decides what the edge is worth
 * @param revision of {@code kind}; from 1
 * @param kind what the edge is worth
 */
public record OutEdge(Asset from, Asset to, long revision, EdgeKind kind) {}
