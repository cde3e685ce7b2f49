package dev.headwater.erasure;

import dev.headwater.model.Asset;
import java.util.Set;

/** What is to be erased. Immutable. */
public sealed interface Selection {
  /** The kinds of content. */
  Set<What> what();

  /** One line that tells one selection from another. */
  String text();

  /**
   * All about one person or organization: the id wherever an event names it as an agent, the
   * decisions that it made, and the prompts of the events that name it as an agent.
   *
   * @param id as events spell it
   */
  record OfAgent(String id, Set<What> what) implements Selection {
    public OfAgent {
      what = Set.copyOf(what);
    }

    @Override
    public String text() {
      return "agent " + id + " " + new java.util.TreeSet<>(what);
    }
  }

  /**
   * All that the events say which made, documented or retracted one asset: their agents, their
   * decisions and their prompts.
   */
  record OfAsset(Asset asset, Set<What> what) implements Selection {
    public OfAsset {
      what = Set.copyOf(what);
    }

    @Override
    public String text() {
      return "asset " + asset.urn() + " " + new java.util.TreeSet<>(what);
    }
  }
}
