package dev.headwater.http.ingest;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects the ids that the events of a request use, to find those that another event already uses.
 * It checks at most {@link #LOOKED_AT} assets: an event that would exceed this number is not
 * checked. Used by one thread at a time.
 */
final class Claims {
  /** The largest number of assets to check: outputs and targets of documents together. */
  static final int LOOKED_AT = 10_000;

  private final List<Integer> indexes = new ArrayList<>();
  private final List<LineageEvent> events = new ArrayList<>();
  private int outputs;

  /** Adds an event that is sent. */
  void add(int index, LineageEvent event) {
    int more = assets(event).size();
    if (outputs + more <= LOOKED_AT) {
      outputs += more;
      indexes.add(index);
      events.add(event);
    }
  }

  private static List<Asset> assets(LineageEvent event) {
    List<Asset> assets = new ArrayList<>();
    event.document().map(Document::target).ifPresent(assets::add);
    if (event.retract().isPresent()) {
      event.outputs().stream().limit(1).map(Output::asset).forEach(assets::add);
    } else {
      event.outputs().forEach(output -> assets.add(output.asset()));
    }
    return assets;
  }

  /**
   * Finds the events that do not count because another event has their id. Blocks.
   *
   * @return the reason for each, by the index of the event
   * @throws dev.headwater.query.freshness.UnavailableException if it cannot find out
   * @throws EventSink.AwayException if it cannot find out
   */
  SortedMap<Integer, String> taken(EventSink sink, Queries queries) {
    List<Claim> claims = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      LineageEvent event = events.get(i);
      long fingerprint = sink.fingerprint(event);
      for (Asset asset : assets(event)) {
        claims.add(new Claim(asset, event.eventId(), fingerprint));
        places.add(i);
      }
    }
    SortedMap<Integer, String> taken = new TreeMap<>();
    List<Boolean> verdicts = claims.isEmpty() ? List.of() : queries.taken(claims);
    for (int c = 0; c < claims.size(); c++) {
      if (verdicts.get(c)) {
        taken.put(
            indexes.get(places.get(c)),
            "eventId: "
                + claims.get(c).event()
                + " is taken by an event with other content, which stands; use a new id");
      }
    }
    return taken;
  }
}
