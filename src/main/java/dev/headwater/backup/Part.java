package dev.headwater.backup;

import java.util.Locale;

/**
 * A topic that a backup holds, in the order in which a backup reads them.
 *
 * <p>A part that depends on others is read before them. Records that arrive during the backup can
 * then be in the later part only, where they are processed again; nothing can be in the earlier
 * part alone, which would count as processed and be lost.
 */
public enum Part {
  /** The changelog of the state about OpenLineage runs: which events were made of them. */
  OPENLINEAGE_STATE(true, false),
  /** Records that were put aside, and what was decided about them. */
  QUARANTINE(false, true),
  /** The alerts with the time of their opening, and those that are resolved. */
  ALERTS(true, true),
  /** OpenLineage events as they came. */
  OPENLINEAGE(false, false),
  /** The lineage events. */
  EVENTS(false, true);

  private final boolean compacted;
  private final boolean namesSchemas;

  Part(boolean compacted, boolean namesSchemas) {
    this.compacted = compacted;
    this.namesSchemas = namesSchemas;
  }

  /** Whether only the last record of a key counts, so that the topic may lose the others. */
  public boolean isCompacted() {
    return compacted;
  }

  /** Whether its values begin with the id of a schema. */
  public boolean namesSchemas() {
    return namesSchemas;
  }

  /** The name in the manifest, and of the folder of its files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
