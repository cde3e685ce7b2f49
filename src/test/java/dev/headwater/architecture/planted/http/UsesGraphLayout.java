package dev.headwater.architecture.planted.http;

import org.eclipse.elk.graph.ElkNode;

/** Uses the graph layout outside drawing. */
public record UsesGraphLayout(ElkNode graph) {}
