package dev.headwater.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The payload of a DOCUMENT event: facts about an asset that are added later.
 *
 * @param amends the event whose synthesis record this document completes. If it is empty, the
 *     document completes all synthesis records of the asset
 * @param synthesize fields to add
 * @param ingest fields to add
 * @param attributes like the attributes of an output
 */
public record Document(
    Asset target,
    Optional<UUID> amends,
    Optional<Synthesize> synthesize,
    Optional<Ingest> ingest,
    Optional<Reclassify> reclassify,
    Optional<Waive> waive,
    List<Evidence> evidence,
    SortedMap<String, String> attributes) {
  public Document {
    Check.present("target", target);
    Check.present("amends", amends);
    Check.present("synthesize", synthesize);
    Check.present("ingest", ingest);
    Check.present("reclassify", reclassify);
    Check.present("waive", waive);
    evidence = Check.list("evidence", evidence, Limits.LIST_ITEMS);
    attributes = Check.textMap("attributes", attributes);
  }

  /** A document without attributes. */
  public Document(
      Asset target,
      Optional<UUID> amends,
      Optional<Synthesize> synthesize,
      Optional<Ingest> ingest,
      Optional<Reclassify> reclassify,
      Optional<Waive> waive,
      List<Evidence> evidence) {
    this(
        target,
        amends,
        synthesize,
        ingest,
        reclassify,
        waive,
        evidence,
        Collections.emptySortedMap());
  }
}
