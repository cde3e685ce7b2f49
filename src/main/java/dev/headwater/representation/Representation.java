package dev.headwater.representation;

import dev.headwater.model.Asset;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who and what is represented in an asset, in one measure. Immutable.
 *
 * @param measure what is counted
 * @param method how the amounts were obtained
 * @param of the datasets whose data it is: a dataset itself; for a model, the carrying dataset
 *     inputs of its trainings, together; in the order of their URNs
 * @param total the amount of all
 * @param unknown the amount of which the category is not known
 * @param categories by category. A category's amount counts only what is known to belong to it
 * @param weights for a model whose trainings state a weight for every dataset: the share of each
 *     category, in each training by itself. Empty otherwise: then the shares are those of the
 *     amounts
 * @param notDerivable why nothing could be derived, in one sentence; empty if something could, or
 *     had not to be
 */
public record Representation(
    Measure measure,
    Method method,
    List<Asset> of,
    Interval total,
    Interval unknown,
    SortedMap<String, Part> categories,
    List<SortedMap<String, Interval>> weights,
    Optional<String> notDerivable) {

  public Representation {
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(method, "method");
    of = List.copyOf(of);
    Objects.requireNonNull(total, "total");
    Objects.requireNonNull(unknown, "unknown");
    categories = Collections.unmodifiableSortedMap(new TreeMap<>(categories));
    weights =
        weights.stream()
            .map(shares -> Collections.unmodifiableSortedMap(new TreeMap<>(shares)))
            .toList();
    Objects.requireNonNull(notDerivable, "notDerivable");
  }

  /** How the amounts were obtained. */
  public enum Method {
    /** An event declares them. */
    DECLARED,
    /** An event says that they were measured. */
    MEASURED,
    /** An event says that they were estimated. */
    ESTIMATED,
    /** They follow from what is declared of the inputs. */
    DERIVED
  }

  /**
   * One category.
   *
   * @param amount what is known to belong to it
   * @param synthetic how much of that is synthetic
   */
  public record Part(Interval amount, Interval synthetic) {}

  /** Whether weights decide the shares, and not the amounts. */
  public boolean isWeighted() {
    return !weights.isEmpty();
  }

  /** Whether every amount is known exactly. */
  public boolean isExact() {
    return notDerivable.isEmpty()
        && total.isPoint()
        && unknown.isPoint()
        && categories.values().stream().allMatch(part -> part.amount().isPoint());
  }
}
