package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.command.Declared;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Brings what an asset declares of who is represented in it to the assets that were made from it,
 * but only to those where a rule can use it: such an asset watches the input, and the owner of the
 * input answers, at once and after every change.
 *
 * <p>Both messages carry the state of a register with one writer, and a higher revision wins. So
 * duplicates and reordering change nothing.
 */
final class Declarations {
  /** The maximum number of inputs that an asset watches. The others count as not known. */
  static final int MAX_WATCHED = 1_000;

  /** The maximum number of watchers that one step sends a declaration to. */
  static final int AT_ONCE = 1_000;

  /** The maximum number of categories that one step sends, counted for each watcher. */
  private static final int CATEGORIES_AT_ONCE = 200_000;

  private Declarations() {}

  /** Adds or removes a watcher, at the owner of what is watched. */
  static void watch(Turn turn, GraphCommand.Watch command) {
    Asset asset = command.target();
    Optional<Watcher> before = turn.view.watcher(asset, command.by());
    if (before.filter(one -> one.revision() >= command.revision()).isPresent()) {
      return;
    }
    turn.put(
        new Change.PutWatcher(
            new Watcher(asset, command.by(), command.revision(), command.wanted())));
    Node node = turn.node(asset);
    if (turn.view.node(asset).isEmpty()) {
      turn.summaryChanged(asset);
    }
    boolean wanted = before.filter(Watcher::wanted).isPresent();
    long by = (command.wanted() ? 1 : 0) - (wanted ? 1 : 0);
    long watchers = node.representation().watchers() + by;
    turn.put(node.withRepresentation(node.representation().watchedBy(watchers)));
    if (command.wanted()) {
      Declared declared = StatedOfAsset.of(turn.view, turn.node(asset)).declared();
      boolean changed = renew(turn, asset, declared);
      if (changed && watchers > 1) {
        turn.send(new GraphCommand.DeclareAll(asset, Optional.empty()));
      }
      turn.send(declare(turn.node(asset), command.by(), declared));
    }
  }

  /**
   * Lets the assets know that watch this one, if what it declares has changed. While none does,
   * nothing is compared: the next that begins to watch it compares.
   */
  static void notice(Turn turn, Asset asset, Declared declared) {
    if (turn.node(asset).representation().watchers() > 0 && renew(turn, asset, declared)) {
      turn.send(new GraphCommand.DeclareAll(asset, Optional.empty()));
    }
  }

  /**
   * Gives what the asset declares a new revision if it has changed since the last one.
   *
   * @return whether it has
   */
  private static boolean renew(Turn turn, Asset asset, Declared declared) {
    Node node = turn.node(asset);
    Represented before = node.representation();
    long hash = StatedOfAsset.hash(declared);
    if (before.revision() > 0 && before.told() == hash) {
      return false;
    }
    turn.put(node.withRepresentation(before.telling(hash)));
    return true;
  }

  /** Sends what the asset declares to the next assets that watch it. */
  static void tellAll(Turn turn, GraphCommand.DeclareAll command) {
    Asset asset = command.target();
    Node node = turn.node(asset);
    Declared declared = StatedOfAsset.of(turn.view, node).declared();
    if (StatedOfAsset.hash(declared) != node.representation().told()) {
      return; // A review is on its way. It notices the change and tells everybody.
    }
    int atOnce = atOnce(declared);
    List<Watcher> watchers = turn.view.watchers(asset, command.after(), atOnce);
    for (Watcher watcher : watchers) {
      if (watcher.wanted()) {
        turn.send(declare(node, watcher.by(), declared));
      }
    }
    if (watchers.size() == atOnce) {
      Asset last = watchers.get(atOnce - 1).by();
      turn.send(new GraphCommand.DeclareAll(asset, Optional.of(last)));
    }
  }

  private static int atOnce(Declared declared) {
    long categories = 1;
    for (Composition one : declared.compositions()) {
      categories += 1 + one.counts().size();
    }
    return (int) Math.max(1, Math.min(AT_ONCE, CATEGORIES_AT_ONCE / categories));
  }

  private static GraphCommand.Declare declare(Node node, Asset to, Declared declared) {
    return new GraphCommand.Declare(to, node.asset(), node.representation().revision(), declared);
  }

  /** Keeps what an input declares, if the asset still watches it. */
  static void receive(Turn turn, GraphCommand.Declare command) {
    Asset asset = command.target();
    Optional<Watched> watched = turn.view.watched(asset, command.from());
    boolean news =
        watched.filter(one -> one.wanted() && one.answer() < command.revision()).isPresent();
    if (news) {
      turn.put(
          new Change.PutWatched(watched.get().answered(command.revision(), command.declared())));
      turn.send(new GraphCommand.ReviewRepresentation(asset));
    }
  }

  /**
   * Watches exactly these inputs from now on.
   *
   * @return what each of them declares, as far as its owner has answered
   */
  static SortedMap<Asset, Declared> watchOnly(Turn turn, Asset asset, SortedSet<Asset> inputs) {
    Node node = turn.node(asset);
    long before = node.representation().watched();
    long asked = node.representation().asked();
    long kept = 0;
    SortedMap<Asset, Declared> known = new TreeMap<>();
    for (Asset input : inputs) {
      Optional<Watched> watched = before == 0 ? Optional.empty() : turn.view.watched(asset, input);
      if (watched.isEmpty()) {
        set(turn, Watched.asked(asset, input, ++asked));
        continue;
      }
      kept++;
      if (watched.get().isAnswered()) {
        known.put(input, watched.get().declared());
      }
    }
    if (kept < before) {
      asked = stopWatching(turn, asset, inputs, asked);
    }
    if (asked != node.representation().asked()) {
      turn.put(node.withRepresentation(node.representation().watching(inputs.size(), asked)));
    }
    return known;
  }

  /** Returns how often the asset has asked then. */
  private static long stopWatching(Turn turn, Asset asset, SortedSet<Asset> inputs, long before) {
    long asked = before;
    Optional<Asset> after = Optional.empty();
    List<Watched> page;
    do {
      page = turn.view.watched(asset, after, AT_ONCE);
      for (Watched watched : page) {
        if (!inputs.contains(watched.input())) {
          set(turn, watched.ended(++asked));
        }
      }
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).input());
    } while (page.size() == AT_ONCE);
    return asked;
  }

  private static void set(Turn turn, Watched watched) {
    turn.put(new Change.PutWatched(watched));
    turn.send(
        new GraphCommand.Watch(
            watched.input(), watched.by(), watched.revision(), watched.wanted()));
  }
}
