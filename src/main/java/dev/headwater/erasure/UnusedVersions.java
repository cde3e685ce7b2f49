package dev.headwater.erasure;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Document;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the old versions of datasets that nothing on record needs any more.
 *
 * <p>A version is unused if all of this holds: it is a dataset's, and not the one of its name that
 * was made last; no document names inputs or a waived origin of it; no event that names it is
 * younger than a limit, by its own time or by its arrival; no event that names it names an asset
 * with an open alert, or with a waiver that ends after the limit; and each event about it is only
 * about versions that are unused. So nothing descends from it but other unused versions, and
 * everything that a model descends from is in use.
 *
 * <p>Needs about 200 bytes of memory for each asset, and 50 for each event that is older than the
 * limit. Not thread-safe.
 */
final class UnusedVersions {
  private final Instant limit;
  private final Map<Asset, Integer> numbers = new HashMap<>();
  private final List<Asset> assets = new ArrayList<>();
  private final Map<String, Latest> lastMade = new HashMap<>();
  private final BitSet alerted = new BitSet();
  private final BitSet used = new BitSet();
  private final BitSet made = new BitSet();

  /**
   * The old events that may go, each as the number of assets it is about, these, and the others.
   */
  private final List<int[]> old = new ArrayList<>();

  /** When an event last made an asset, by its own time. */
  private record Latest(Instant time, int asset) {}

  /**
   * @param limit what was named since then is in use
   */
  UnusedVersions(Instant limit) {
    this.limit = limit;
  }

  /** Takes an asset that an open alert names, or one of which an alert may open again. */
  void alert(Asset asset) {
    alerted.set(number(asset));
  }

  /**
   * Takes an event, whether it counts or was retracted.
   *
   * @param arrival when its record came
   */
  void take(LineageEvent event, Instant arrival) {
    Set<Asset> about = about(event);
    Set<Asset> others = others(event);
    others.removeAll(about);
    int[] named = new int[1 + about.size() + others.size()];
    named[0] = about.size();
    int at = 1;
    for (Asset asset : about) {
      named[at++] = number(asset);
    }
    for (Asset asset : others) {
      named[at++] = number(asset);
    }
    if (event.document().isEmpty() && event.retract().isEmpty()) {
      for (int i = 1; i <= named[0]; i++) {
        made.set(named[i]);
        Latest latest = new Latest(event.eventTime(), named[i]);
        lastMade.merge(assets.get(named[i]).key(), latest, this::later);
      }
    }
    Instant time = event.eventTime().isAfter(arrival) ? event.eventTime() : arrival;
    if (waivedUntil(event).isAfter(limit)) {
      about.forEach(this::alert);
    }
    boolean namesInputsLater = event.document().isPresent() && !others.isEmpty();
    if (!time.isBefore(limit) || about.isEmpty() || namesInputsLater) {
      use(named);
    } else {
      old.add(named);
    }
  }

  /** Takes an event that does not count but may be sent again: what it names is in use. */
  void takeUncounted(LineageEvent event) {
    about(event).forEach(asset -> used.set(number(asset)));
    others(event).forEach(asset -> used.set(number(asset)));
  }

  /** Of the same time, the greater URN: events come in any order. */
  private Latest later(Latest one, Latest other) {
    int order = one.time().compareTo(other.time());
    boolean first =
        order == 0 ? assets.get(one.asset()).compareTo(assets.get(other.asset())) > 0 : order > 0;
    return first ? one : other;
  }

  private static Instant waivedUntil(LineageEvent event) {
    return event.document().flatMap(Document::waive).map(Waive::until).orElse(Instant.MIN);
  }

  private void use(int[] named) {
    for (int i = 1; i < named.length; i++) {
      used.set(named[i]);
    }
  }

  private int number(Asset asset) {
    return numbers.computeIfAbsent(
        asset,
        first -> {
          assets.add(first);
          return assets.size() - 1;
        });
  }

  /** The assets that an event makes, documents or retracts. */
  static Set<Asset> about(LineageEvent event) {
    Set<Asset> about = new TreeSet<>();
    event.outputs().stream().map(Output::asset).forEach(about::add);
    event.document().map(Document::target).ifPresent(about::add);
    return about;
  }

  private static Set<Asset> others(LineageEvent event) {
    Set<Asset> others = new TreeSet<>();
    event.inputs().stream().map(Input::asset).forEach(others::add);
    event.document().flatMap(Document::waive).flatMap(Waive::origin).ifPresent(others::add);
    return others;
  }

  /** The versions that are unused. After the last event. */
  Set<Asset> find() {
    lastMade.values().forEach(latest -> used.set(latest.asset()));
    old.stream().filter(this::namesAlerted).forEach(this::use);
    for (int asset = 0; asset < assets.size(); asset++) {
      if (assets.get(asset).kind() != AssetKind.DATASET) {
        used.set(asset);
      }
    }
    spread();
    Set<Asset> unused = new TreeSet<>();
    made.stream().filter(asset -> !used.get(asset)).mapToObj(assets::get).forEach(unused::add);
    return unused;
  }

  private boolean namesAlerted(int[] named) {
    return Arrays.stream(named, 1, named.length).anyMatch(alerted::get);
  }

  /** An event about something in use stays, and all that it names is in use. */
  private void spread() {
    int[][] events = eventsByAsset();
    Deque<Integer> waiting = new ArrayDeque<>();
    used.stream().forEach(waiting::add);
    BitSet kept = new BitSet(old.size());
    while (!waiting.isEmpty()) {
      for (int event : events[waiting.remove()]) {
        if (!kept.get(event)) {
          kept.set(event);
          int[] named = old.get(event);
          for (int i = 1; i < named.length; i++) {
            if (!used.get(named[i])) {
              used.set(named[i]);
              waiting.add(named[i]);
            }
          }
        }
      }
    }
  }

  /** For each asset, the old events that are about it. */
  private int[][] eventsByAsset() {
    int[] counts = new int[assets.size()];
    for (int[] named : old) {
      for (int i = 1; i <= named[0]; i++) {
        counts[named[i]]++;
      }
    }
    int[][] events = new int[assets.size()][];
    Arrays.setAll(events, asset -> new int[counts[asset]]);
    for (int event = 0; event < old.size(); event++) {
      int[] named = old.get(event);
      for (int i = 1; i <= named[0]; i++) {
        events[named[i]][--counts[named[i]]] = event;
      }
    }
    return events;
  }
}
