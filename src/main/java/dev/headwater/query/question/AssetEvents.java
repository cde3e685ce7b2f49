package dev.headwater.query.question;

import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The latest live events of one asset, for each kind separately, so that many events of one kind do
 * not hide the few of another.
 *
 * @param syntheses events that make it synthetic; each is a record of its documentation
 * @param trainings events that train it
 * @param others other events that make it
 * @param documents events that document it afterwards
 */
public record AssetEvents(Latest syntheses, Latest trainings, Latest others, Latest documents)
    implements Question.Answer {

  /** The events of an asset that no applied event has named. */
  public static final AssetEvents NONE =
      new AssetEvents(Latest.NONE, Latest.NONE, Latest.NONE, Latest.NONE);

  /**
   * The latest events of one kind.
   *
   * @param events the latest first; the asset is the only output that each of them keeps
   * @param total how many live events of this kind there are
   * @param traceParents the traces of these events, as far as they are known, by event id
   */
  public record Latest(List<LineageEvent> events, long total, Map<UUID, TraceParent> traceParents) {
    static final Latest NONE = new Latest(List.of(), 0, Map.of());

    public Latest {
      events = List.copyOf(events);
      // An instance of an earlier version states none.
      traceParents = traceParents == null ? Map.of() : Map.copyOf(traceParents);
    }
  }

  /** How many live events there are, of all kinds. */
  long total() {
    return syntheses.total() + trainings.total() + others.total() + documents.total();
  }

  /** Whether some kind has more live events than a summary takes into account. */
  boolean exceedSummary() {
    return Stream.of(syntheses, trainings, others, documents)
        .anyMatch(latest -> latest.total() > Limits.SUMMARY_ITEMS);
  }

  @Override
  public int rows() {
    return (int)
        (1
            + Stream.of(syntheses, trainings, others, documents)
                .mapToLong(latest -> latest.events().size())
                .sum());
  }
}
