package dev.headwater.bench.graph;

import java.util.List;

/** A form of graph that is the worst case for some part of the engine. */
public enum GraphForm {
  /** A dataset from which very many others are made. */
  CHILDREN(List.of(10L, 1_000L, 100_000L)) {
    @Override
    public List<WorkStep> works(EventSource events, long size, int more) {
      return new ManyChildren(events, size).works(more);
    }
  },

  /** A model that descends from very many synthetic datasets. */
  ORIGINS(List.of(10L, 1_000L, 100_000L)) {
    @Override
    public List<WorkStep> works(EventSource events, long size, int more) {
      return new ManyOrigins(events, size).works(more);
    }
  },

  /** Datasets made one from another, and a model at the end. */
  CHAIN(List.of(10L, 100L, 1_000L)) {
    @Override
    public List<WorkStep> works(EventSource events, long size, int more) {
      return new LongChain(events, size).works(more);
    }
  },

  /** Synthetic datasets each of which is made from all the others. */
  MESH(List.of(10L, 30L, 100L)) {
    @Override
    public List<WorkStep> works(EventSource events, long size, int more) {
      return new Mesh(events, size).works();
    }
  },

  /** A dataset without versions, made again every day from another and from itself. */
  REWRITTEN(List.of(10L, 365L, 3_650L)) {
    @Override
    public List<WorkStep> works(EventSource events, long size, int more) {
      return new Rewritten(events, size).works(more);
    }
  };

  private final List<Long> sizes;

  GraphForm(List<Long> sizes) {
    this.sizes = sizes;
  }

  /** The sizes that this form proposes. */
  public List<Long> sizes() {
    return sizes;
  }

  /**
   * The work on one graph, in order; the first piece makes the graph.
   *
   * @param more how many events a repeated piece of work has
   */
  public abstract List<WorkStep> works(EventSource events, long size, int more);
}
