package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Production;
import java.util.List;
import java.util.Optional;

/**
 * What a job did to make one asset.
 *
 * @param made the asset
 * @param latest one event: the latest live event of the job that makes the asset, with its first
 *     inputs and without payload and agents. None if it was not found among the latest events of
 *     the asset
 * @param more whether inputs, or the event, are left out
 */
public record JobUse(Asset made, List<LineageEvent> latest, boolean more) {
  public JobUse {
    latest = List.copyOf(latest);
  }

  /** Makes one from an event, with the first {@code inputs} of its inputs. */
  public static JobUse of(LineageEvent event, Asset made, int inputs) {
    List<Input> first =
        event.inputs().stream()
            .limit(inputs)
            .map(input -> Input.of(input.asset(), input.role()))
            .toList();
    LineageEvent rest =
        LineageEvent.builder(event.type())
            .eventId(event.eventId())
            .eventTime(event.eventTime())
            .producer(event.producer())
            .job(event.job())
            .run(event.run())
            .inputs(first)
            .outputs(List.of(Output.of(made)))
            .build();
    return new JobUse(made, List.of(rest), first.size() < event.inputs().size());
  }

  /** The event as a production of the asset; empty if the event is not known. */
  public Optional<Production> production() {
    return latest.stream()
        .findFirst()
        .map(
            event ->
                new Production(
                    event.eventId(),
                    event.type(),
                    event.eventTime(),
                    event.job(),
                    event.run(),
                    event.producer()));
  }

  /** The assets that the event names as inputs, in its order. */
  public List<Asset> inputs() {
    return latest.stream().flatMap(event -> event.inputs().stream()).map(Input::asset).toList();
  }

  /** The job; empty if the event is not known. */
  public Optional<Job> job() {
    return latest.stream().findFirst().map(LineageEvent::job);
  }
}
