package dev.headwater.openlineage;

import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Brings the Headwater events for a dataset in line with what follows from all statements. It sends
 * missing events first, then retracts those that do not follow any more. Not thread-safe.
 */
final class Sending {
  private final Memory memory;
  private final Translation translation;
  private final Collection<Integer> jobs;
  private final List<AttemptView> attempts;
  private final Instant at;
  private final String reason;
  private final List<LineageEvent> events = new ArrayList<>();
  private Header header;
  private long edges;

  /**
   * @param jobs the jobs whose events are sent and retracted; events of other jobs stay
   * @param attempts all attempts of these jobs
   * @param at the time of retractions
   * @param reason for retractions
   */
  Sending(
      Memory memory,
      Header header,
      Translation translation,
      Collection<Integer> jobs,
      List<AttemptView> attempts,
      Instant at,
      String reason) {
    this.memory = memory;
    this.header = header;
    this.translation = translation;
    this.jobs = jobs;
    this.attempts = attempts;
    this.at = at;
    this.reason = reason;
  }

  List<LineageEvent> events() {
    return events;
  }

  Header header() {
    return header;
  }

  /** The work so far: the number of datasets and of inputs of their events. */
  long cost() {
    return edges;
  }

  /** Updates the index of unnamed inputs for one dataset. */
  void index(DatasetName name) {
    boolean unnamed = attempts.stream().anyMatch(attempt -> attempt.isUnnamedInput(name));
    for (int job : jobs) {
      String key = Rows.unnamed(job) + name.key();
      boolean known = memory.get(key).isPresent();
      boolean due = unnamed && memory.get(Rows.inputs(job) + name.key()).isPresent();
      if (due && !known) {
        memory.put(key, Rows.NOTHING);
      } else if (known && !due) {
        memory.delete(key);
      }
    }
  }

  void bringInLine(DatasetName name) {
    edges++;
    Map<String, Due> due = new LinkedHashMap<>();
    for (AttemptView attempt : attempts) {
      for (LineageEvent event : translation.of(attempt, name)) {
        edges += event.inputs().size();
        due.putIfAbsent(content(event), new Due(event, attempt.job(), attempt.since()));
      }
    }
    String key = Rows.MADE + name.key();
    Made made =
        memory
            .get(key)
            .map(row -> Rows.read(row, Made.class))
            .orElseGet(() -> new Made(header.retired(), List.of()));
    List<Made.Sent> sent = new ArrayList<>();
    List<Made.Sent> over = new ArrayList<>();
    for (Made.Sent one : made.sent()) {
      Due again = jobs.contains(one.job()) ? due.remove(one.content()) : null;
      boolean stands = !jobs.contains(one.job()) || isForgotten(one);
      if (stands) {
        sent.add(one);
      } else if (again != null) {
        sent.add(new Made.Sent(one.content(), one.id(), again.job(), again.since()));
      } else {
        over.add(one);
      }
    }
    due.forEach((content, one) -> sent.add(send(name, one, content, made.generation())));
    over.forEach(one -> retract(name, one));
    long generation = made.generation() + (over.isEmpty() ? 0 : 1);
    if (!sent.isEmpty() && !sent.equals(made.sent())) {
      memory.put(key, Rows.write(new Made(generation, sent)));
    } else if (sent.isEmpty() && !over.isEmpty()) {
      memory.delete(key);
      header = header.withRetired(generation);
    }
  }

  /** An event that should stand, and the first attempt that it follows from. */
  private record Due(LineageEvent event, int job, Instant since) {}

  /** Whether the first attempt that the event follows from is forgotten. */
  private boolean isForgotten(Made.Sent sent) {
    return attempts.stream()
        .filter(attempt -> attempt.job() == sent.job())
        .anyMatch(attempt -> sent.since().isBefore(attempt.horizon()));
  }

  private static String content(LineageEvent event) {
    return Digest.of(List.of(with(event, event.eventId(), Instant.EPOCH).toString()));
  }

  private static LineageEvent with(LineageEvent event, UUID id, Instant at) {
    return new LineageEvent(
        id,
        at,
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        event.outputs(),
        event.inputsComplete(),
        event.agents(),
        event.decisions(),
        event.ingest(),
        event.clean(),
        event.transform(),
        event.synthesize(),
        event.train(),
        event.document(),
        event.retract());
  }

  private Made.Sent send(DatasetName name, Due due, String content, long generation) {
    LineageEvent event = due.event();
    UUID id =
        Digest.uuid(
            List.of(
                "openlineage",
                header.subject(),
                Long.toString(header.life()),
                name.key(),
                content,
                Long.toString(generation)));
    LineageEvent named = with(event, id, event.eventTime());
    events.add(named);
    List<String> outputs =
        named
            .document()
            .map(Document::target)
            .map(target -> List.of(target.urn()))
            .orElseGet(() -> named.outputs().stream().map(o -> o.asset().urn()).toList());
    List<Made.Used> inputs =
        named.inputs().stream()
            .map(i -> new Made.Used(i.asset().urn(), i.role().name(), i.inferred()))
            .toList();
    memory.put(
        Rows.sent(name, id),
        Rows.write(
            new Made.Repeated(
                named.producer(), named.job().namespace(), named.job().name(), outputs, inputs)));
    return new Made.Sent(content, id.toString(), due.job(), due.since());
  }

  private void retract(DatasetName name, Made.Sent sent) {
    UUID id = UUID.fromString(sent.id());
    String key = Rows.sent(name, id);
    Made.Repeated repeated =
        Rows.read(
            memory.get(key).orElseThrow(() -> new IllegalStateException("no row " + id)),
            Made.Repeated.class);
    memory.delete(key);
    events.add(
        LineageEvent.builder(EventType.RETRACT)
            .eventId(Digest.uuid(List.of("openlineage", "retraction", sent.id())))
            .eventTime(at)
            .producer(repeated.producer())
            .job(new Job(repeated.namespace(), repeated.name()))
            .run(Translation.run(header.kind(), header.subject()))
            .inputs(repeated.inputs().stream().map(Sending::input).toList())
            .outputs(repeated.outputs().stream().map(Asset::parse).map(Output::of).toList())
            .retract(new Retract(id, reason))
            .build());
  }

  private static Input input(Made.Used used) {
    return new Input(
        Asset.parse(used.asset()),
        Role.valueOf(used.role()),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        "",
        List.of(),
        used.inferred());
  }
}
