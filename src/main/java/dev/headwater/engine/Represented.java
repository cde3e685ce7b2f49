package dev.headwater.engine;

import dev.headwater.model.Stamp;
import java.util.Objects;
import java.util.Optional;

/**
 * The bookkeeping of one asset for the rules about who is represented in it. An asset whose events
 * state no composition and no targets has {@link #NOT}, and no rule reads anything of it.
 *
 * @param seen how many changes of the asset's events ({@link Node.Revisions#events}) were taken
 *     into account when {@code listed}, {@code revision} and {@code told} were last brought up to
 *     date
 * @param listed the stamp under which the asset stands in the list of the versions of its name;
 *     empty if it does not stand there
 * @param revision how often what the asset declares has changed, as far as another asset watched
 *     it. Whoever watches the asset keeps the declaration of the highest revision
 * @param told a hash of what the asset declared at that revision
 * @param watchers the number of assets that want to know what it declares
 * @param watched the number of inputs whose declarations it wants to know
 * @param asked how often it has begun or ended to watch an input
 * @param findings the number of its alerts of these rules that are open
 */
public record Represented(
    long seen,
    Optional<Stamp> listed,
    long revision,
    long told,
    long watchers,
    long watched,
    long asked,
    int findings) {

  /** The bookkeeping of an asset that these rules never concerned. */
  public static final Represented NOT = new Represented(0, Optional.empty(), 0, 0, 0, 0, 0, 0);

  public Represented {
    Objects.requireNonNull(listed, "listed");
  }

  Represented seenAt(long events) {
    return new Represented(events, listed, revision, told, watchers, watched, asked, findings);
  }

  Represented listed(Optional<Stamp> changed) {
    return new Represented(seen, changed, revision, told, watchers, watched, asked, findings);
  }

  /** Returns the bookkeeping after a change of what the asset declares. */
  Represented telling(long hash) {
    return new Represented(seen, listed, revision + 1, hash, watchers, watched, asked, findings);
  }

  Represented watchedBy(long changed) {
    return new Represented(seen, listed, revision, told, changed, watched, asked, findings);
  }

  Represented watching(long changed, long askedNow) {
    return new Represented(seen, listed, revision, told, watchers, changed, askedNow, findings);
  }

  Represented finding(int changed) {
    return new Represented(seen, listed, revision, told, watchers, watched, asked, changed);
  }
}
