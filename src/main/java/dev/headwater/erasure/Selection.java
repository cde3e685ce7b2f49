package dev.headwater.erasure;

import dev.headwater.model.Asset;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** What is to be erased. Immutable. */
public sealed interface Selection {
  /** One line that tells one selection from another. */
  String text();

  /** Ids of people and texts. */
  sealed interface Content extends Selection {
    /** The kinds of content. */
    Set<What> what();
  }

  /**
   * All about one person or organization: the id wherever an event names it as an agent, the
   * decisions that it made, and the prompts of the events that name it as an agent.
   *
   * @param id as events spell it
   */
  record OfAgent(String id, Set<What> what) implements Content {
    public OfAgent {
      what = Set.copyOf(what);
    }

    @Override
    public String text() {
      return "agent " + id + " " + new TreeSet<>(what);
    }
  }

  /**
   * All that the events say which made, documented or retracted one asset: their agents, their
   * decisions and their prompts.
   */
  record OfAsset(Asset asset, Set<What> what) implements Content {
    public OfAsset {
      what = Set.copyOf(what);
    }

    @Override
    public String text() {
      return "asset " + asset.urn() + " " + new TreeSet<>(what);
    }
  }

  /**
   * All that the events about unused versions of datasets say of them, but names, sizes, digests
   * and compositions.
   *
   * @param since what was named since then is in use
   * @param decidedBy the id of the person who decides that
   * @param rationale why
   */
  record Unused(Instant since, String decidedBy, String rationale) implements Selection {
    @Override
    public String text() {
      return "unused since " + since + " by " + decidedBy + ": " + rationale;
    }
  }
}
