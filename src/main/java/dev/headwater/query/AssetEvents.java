package dev.headwater.query;

import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.stream.Stream;

/**
 * What live events say of one asset, as they said it: the latest of each kind, so that many of one
 * kind do not hide the few of another.
 *
 * @param syntheses events that make it synthetic: a record of its documentation each
 * @param trainings events that train it
 * @param others other events that make it
 * @param documents events that say something of it afterwards
 */
public record AssetEvents(Latest syntheses, Latest trainings, Latest others, Latest documents)
    implements Question.Answer {

  /** Of an asset that no applied event has named. */
  public static final AssetEvents NONE =
      new AssetEvents(Latest.NONE, Latest.NONE, Latest.NONE, Latest.NONE);

  /**
   * The latest events of one kind.
   *
   * @param events the latest first, each without outputs other than the asset
   * @param total how many live ones there are
   */
  public record Latest(List<LineageEvent> events, long total) {
    static final Latest NONE = new Latest(List.of(), 0);

    public Latest {
      events = List.copyOf(events);
    }
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
