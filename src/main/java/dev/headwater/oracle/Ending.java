package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A way to correct every dataset of a history: one event for each dataset, after the history. */
public enum Ending {
  /** A complete document, whose event time may be before or after the trainings. */
  DOCUMENT,
  /** A document that reclassifies the dataset as not synthetic. */
  RECLASSIFY,
  /** A waiver of UNDOCUMENTED_SYNTHETIC. */
  WAIVE,
  /** An INGEST, which says where the dataset comes from. */
  INGEST;

  /**
   * The events, one for each dataset. They all arrive at {@code arrival}, after all of the history.
   */
  public List<Arrival> of(History history, Instant arrival) {
    Random random = new Random(~history.seed());
    Payloads payloads = new Payloads(random, history.universe());
    return history.universe().stream()
        .filter(asset -> asset.kind() == AssetKind.DATASET)
        .map(asset -> new Arrival(event(asset, random, payloads), arrival))
        .toList();
  }

  private LineageEvent event(Asset asset, Random random, Payloads payloads) {
    Instant late = History.START.plusSeconds(3600);
    return switch (this) {
      case DOCUMENT ->
          document(asset, random, History.START.minusSeconds(60L * random.nextInt(7)), payloads)
              .build();
      case RECLASSIFY ->
          builder(EventType.DOCUMENT, random, late)
              .document(
                  new Document(
                      asset,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(new Reclassify(false, "seen by a person")),
                      Optional.empty(),
                      List.of()))
              .build();
      case WAIVE ->
          builder(EventType.DOCUMENT, random, late)
              .document(
                  new Document(
                      asset,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(
                          new Waive(
                              RuleName.UNDOCUMENTED_SYNTHETIC,
                              Optional.empty(),
                              "steward",
                              "shipping",
                              History.LATER)),
                      List.of()))
              .build();
      case INGEST ->
          builder(EventType.INGEST, random, late).outputs(List.of(Output.of(asset))).build();
    };
  }

  private static LineageEvent.Builder document(
      Asset asset, Random random, Instant eventTime, Payloads payloads) {
    Synthesize complete = payloads.complete();
    return builder(EventType.DOCUMENT, random, eventTime)
        .agents(List.of(payloads.person()))
        .document(
            new Document(
                asset,
                Optional.empty(),
                Optional.of(complete),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
  }

  private static LineageEvent.Builder builder(EventType type, Random random, Instant eventTime) {
    return LineageEvent.builder(type)
        .eventId(new UUID(random.nextLong(), random.nextLong()))
        .eventTime(eventTime)
        .producer("https://git.example/repair")
        .job(new Job("pipelines", "repair"))
        .run("repair");
  }
}
