package dev.headwater.bench.faults.reads;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Bracket;
import dev.headwater.oracle.Moment;
import dev.headwater.oracle.ReadOracle;
import dev.headwater.oracle.RecordIndex;
import dev.headwater.oracle.Terms;
import dev.headwater.stream.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The records that were sent and acknowledged, and what an answer must and may reflect of them. */
public final class Sendings {
  private final List<Sending> sendings;
  private final Map<UUID, List<Sending>> byEvent = new HashMap<>();
  private final RecordIndex index;
  private final Terms terms;
  private final int partitions;

  /**
   * A record.
   *
   * @param number its place in the order in which the records were sent
   * @param begun when it was first sent
   * @param place its place in the order of the acknowledgements
   * @param at the timestamp of the record
   */
  public record Sending(
      LineageEvent event,
      int number,
      Instant begun,
      int place,
      Instant at,
      int partition,
      long offset) {}

  /**
   * @param sendings all of them, each acknowledged
   * @param terms of the policy
   * @param partitions of the topic
   */
  public Sendings(List<Sending> sendings, Terms terms, int partitions) {
    this.sendings = sendings.stream().sorted(Comparator.comparingInt(Sending::place)).toList();
    this.terms = terms;
    this.partitions = partitions;
    List<RecordIndex.Sent> records = new ArrayList<>();
    for (Sending one : this.sendings) {
      byEvent.computeIfAbsent(one.event().eventId(), id -> new ArrayList<>()).add(one);
      records.add(new RecordIndex.Sent(one.event(), one.begun(), one.at()));
    }
    this.index = new RecordIndex(records);
  }

  /**
   * What an answer must and may reflect of facts, at their owners. If it says that it is caught up,
   * it must reflect what was acknowledged before the request. If not, it must still reflect what it
   * says that its partitions have applied.
   */
  Bracket facts(Given given) {
    return bracket(given, given.isCaughtUp() ? acknowledged(given) : applied(given));
  }

  /** The same of what travels between assets, as far as it is settled. */
  Bracket travelled(Given given) {
    return bracket(given, given.isSettled() ? acknowledged(given) : nothing(given));
  }

  /** What it may reflect, if nothing is certain. */
  Bracket anything(Given given) {
    return bracket(given, nothing(given));
  }

  private Bracket bracket(Given given, Bracket.Reflection reflection) {
    return new Bracket(index, reflection, terms, given.requested(), given.answered());
  }

  private Bracket.Reflection nothing(Given given) {
    return acknowledged(given).withNothingCertain();
  }

  private Bracket.Reflection acknowledged(Given given) {
    return new Bracket.Reflection() {
      @Override
      public boolean isCertain(LineageEvent event, Asset at) {
        return of(event).stream().anyMatch(one -> one.place() < given.acknowledged());
      }

      @Override
      public boolean isPossible(LineageEvent event) {
        return isSent(event, given);
      }
    };
  }

  /**
   * An event is applied at its first output, or at the asset that it documents, together with its
   * record, if its record is in the partition of that asset. Elsewhere it may come later.
   */
  private Bracket.Reflection applied(Given given) {
    Map<Integer, Long> applied = given.applied();
    return new Bracket.Reflection() {
      @Override
      public boolean isCertain(LineageEvent event, Asset at) {
        int partition = Partitioning.partition(at.key(), partitions);
        return home(event).filter(at::equals).isPresent()
            && isSent(event, given)
            && of(event).stream()
                .anyMatch(
                    one ->
                        one.partition() == partition
                            && one.offset() < applied.getOrDefault(partition, 0L));
      }

      @Override
      public boolean isPossible(LineageEvent event) {
        return isSent(event, given);
      }
    };
  }

  private static Optional<Asset> home(LineageEvent event) {
    return event
        .document()
        .map(document -> document.target())
        .or(() -> event.outputs().stream().findFirst().map(Output::asset));
  }

  private List<Sending> of(LineageEvent event) {
    return byEvent.get(event.eventId());
  }

  private boolean isSent(LineageEvent event, Given given) {
    return of(event).stream().anyMatch(one -> one.number() < given.sent());
  }

  /**
   * A record that an answer must reflect, as it says, though the partition that it was read from
   * had not come to it; empty if there is none. A partition that says 0 does not know.
   */
  Optional<Sending> contradiction(Given given) {
    Map<Integer, Long> applied = given.applied();
    return !given.isCaughtUp()
        ? Optional.empty()
        : sendings.stream()
            .limit(given.acknowledged())
            .filter(
                one -> {
                  long to = applied.getOrDefault(one.partition(), 0L);
                  return to > 0 && one.offset() >= to;
                })
            .findFirst();
  }

  /** The oracle for an answer of a gate. */
  ReadOracle gates(Given given) {
    List<Arrival> before = new ArrayList<>();
    List<Arrival> more = new ArrayList<>();
    for (Sending one : sendings) {
      Arrival arrival = new Arrival(one.event(), one.at());
      if (one.place() < given.acknowledged()) {
        before.add(arrival);
      } else if (one.number() < given.sent()) {
        more.add(arrival);
      }
    }
    return new ReadOracle(before, more, terms, Moment.at(given.requested()), given.answered());
  }
}
