package dev.headwater.openlineage;

import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Takes OpenLineage events one after the other and returns the Headwater events that follow from
 * each: new events for what has become known, then retractions of events that are superseded or
 * that a failed attempt made.
 *
 * <ol>
 *   <li>Which events are live in the end depends on which OpenLineage events came, and not on their
 *       order.
 *   <li>If the content is the same apart from its time, nothing is sent.
 *   <li>For each dataset, new events come before the retractions of old ones, under the same key.
 *   <li>An id is derived from the subject, the arrival of its first event, the dataset, the
 *       content, and a number that grows with retractions. The same events in the same order with
 *       the same arrival times, as after a crash, give the same ids.
 *   <li>The cost of an event depends on what it changes, not on how much its run has said.
 * </ol>
 */
public final class Bridge {
  /**
   * The most datasets and inputs of events that one step processes. The rest waits for {@link
   * #proceed}.
   */
  private static final long STEP = 100_000;

  private final Translation translation;
  private final long step;

  /**
   * @param payloads reads Headwater's own facets
   * @param versions whether a dataset's version facet becomes part of the asset's name
   * @param largestInputs approximate number of characters that the inputs of one event may take
   */
  public Bridge(Payloads payloads, boolean versions, int largestInputs) {
    this(payloads, versions, largestInputs, STEP);
  }

  Bridge(Payloads payloads, boolean versions, int largestInputs, long step) {
    this.translation = new Translation(new PayloadFacets(payloads), versions, largestInputs);
    this.step = step;
  }

  /**
   * What follows from an event.
   *
   * @param rows to write before the next event of the subject; the value is empty if the row is
   *     deleted
   * @param events to send, in order
   * @param more whether the caller has to call {@link #proceed}, once
   * @param unfinished whether more events follow from what the subject has said. Unless {@code
   *     more}, a call of {@link #proceed} that was requested earlier continues with them
   */
  public record Step(
      SortedMap<String, Optional<byte[]>> rows,
      List<LineageEvent> events,
      boolean more,
      boolean unfinished) {
    public Step {
      events = List.copyOf(events);
    }
  }

  /**
   * Takes an event.
   *
   * @param memory what is kept of its subject; it is only read
   * @param arrivalMillis when the event came, in epoch milliseconds
   * @param lost whether something was once kept of the subject and is forgotten
   * @throws InvalidException if the event, together with what is known, cannot become a Headwater
   *     event
   */
  public Step accept(Memory memory, OpenLineageEvent event, long arrivalMillis, boolean lost) {
    Draft draft = new Draft(memory);
    Header before = header(memory).orElseGet(() -> Header.begin(event, arrivalMillis, lost));
    Header after = before.with(event);
    Recording.record(draft, after, event);
    TreeSet<Integer> jobs = jobs(before, after, event);
    List<AttemptView> is = attempts(draft, after, jobs);
    Affected.Datasets affected =
        Affected.of(
            event,
            attempts(memory, before, jobs),
            is,
            Affected.Change.of(before, after, List.copyOf(jobs), is, event.eventTime()),
            draft,
            List.copyOf(jobs));
    Sending sending =
        new Sending(draft, after, translation, jobs, is, event.eventTime(), reason(event.state()));
    boolean pending = !after.work().isNone();
    boolean everything = affected.all();
    if (!pending && !everything) {
      // The index is complete only if no work is left.
      is.forEach(AttemptView::useIndex);
    }
    affected.names().forEach(sending::index);
    for (DatasetName name : affected.names()) {
      everything |= sending.cost() >= step;
      if (!everything) {
        sending.bringInLine(name);
      }
    }
    Work all = Work.all(jobs, event.eventTime(), reason(event.state()));
    Work work = after.work();
    if (everything) {
      work =
          pending
              ? work.andAll(all)
              : all.goOn(draft, after.kind(), sending, sending::bringInLine, step);
    }
    draft.put(Memory.HEADER, Rows.write(sending.header().withWork(work)));
    boolean unfinished = !work.isNone();
    return new Step(draft.changes(), sending.events(), unfinished && !pending, unfinished);
  }

  /**
   * Continues with the work that was too much for the step before.
   *
   * @param tooMuch gets an exception for each dataset whose statements cannot become a Headwater
   *     event; what was sent for it before stands
   */
  public Step proceed(Memory memory, Consumer<InvalidException> tooMuch) {
    Draft draft = new Draft(memory);
    Optional<Header> known = header(memory).filter(header -> !header.work().isNone());
    if (known.isEmpty()) {
      return new Step(draft.changes(), List.of(), false, false);
    }
    Work work = known.get().work();
    TreeSet<Integer> jobs = new TreeSet<>(work.jobs());
    Header header = known.get();
    Sending sending =
        new Sending(
            draft,
            header,
            translation,
            jobs,
            attempts(draft, header, jobs),
            work.at(),
            work.reason());
    Work left =
        work.goOn(
            draft,
            header.kind(),
            sending,
            name -> {
              try {
                sending.bringInLine(name);
              } catch (InvalidException invalid) {
                tooMuch.accept(invalid);
              }
            },
            step);
    draft.put(Memory.HEADER, Rows.write(sending.header().withWork(left)));
    return new Step(draft.changes(), sending.events(), !left.isNone(), !left.isNone());
  }

  /**
   * Gives up the remaining work. A later event that changes the same datasets does it after all.
   */
  public Step abandon(Memory memory) {
    Draft draft = new Draft(memory);
    header(memory)
        .ifPresent(
            header -> {
              header.work().jobs().forEach(job -> indexAllInputs(draft, job));
              draft.put(Memory.HEADER, Rows.write(header.withWork(Work.NONE)));
            });
    return new Step(draft.changes(), List.of(), false, false);
  }

  /** The index of inputs that no facet names may list too many of them, and never too few. */
  private static void indexAllInputs(Draft draft, int job) {
    String inputs = Rows.inputs(job);
    List<String> keys = new ArrayList<>();
    draft.scan(inputs, "", (key, row) -> keys.add(key.substring(inputs.length())));
    keys.forEach(key -> draft.put(Rows.unnamed(job) + key, Rows.NOTHING));
  }

  private static Optional<Header> header(Memory memory) {
    return memory.get(Memory.HEADER).map(row -> Rows.read(row, Header.class));
  }

  /**
   * The jobs that the event may change something for: those that are or were in one group with its
   * own job, directly or through other jobs, and those of every group that changed.
   */
  private static TreeSet<Integer> jobs(Header before, Header after, OpenLineageEvent event) {
    TreeSet<Integer> jobs = new TreeSet<>();
    jobs.add(after.number(event.job()));
    List<Group> was = before.groups();
    List<Group> is = after.groups();
    for (int size = 0; size < jobs.size(); ) {
      size = jobs.size();
      for (List<Group> groups : List.of(was, is)) {
        for (Group group : groups) {
          if (!was.contains(group) || !is.contains(group) || touches(group, jobs)) {
            jobs.addAll(group.members());
          }
        }
      }
    }
    return jobs;
  }

  private static boolean touches(Group group, Collection<Integer> jobs) {
    return group.members().stream().anyMatch(jobs::contains);
  }

  private static List<AttemptView> attempts(
      Memory memory, Header header, Collection<Integer> jobs) {
    return Group.of(header.jobs(), jobs).stream()
        .flatMap(group -> AttemptView.of(memory, header, group).stream())
        .toList();
  }

  private static String reason(RunState state) {
    return state.ends() && state != RunState.COMPLETE
        ? "OpenLineage: the run ended with " + state
        : "OpenLineage: superseded by a later event";
  }
}
