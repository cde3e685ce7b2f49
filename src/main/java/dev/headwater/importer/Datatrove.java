package dev.headwater.importer;

import dev.headwater.model.Asset;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.EventType;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code stats.json} of datatrove, which becomes one CLEAN of the dataset that the caller
 * names.
 *
 * <ul>
 *   <li>Each step that dropped something is a filter. What it dropped is counted by reason; what
 *       has no reason, under the name of the step.
 *   <li>The records of the dataset are what the last step that states it has forwarded.
 *   <li>The statistics do not say what was read, so the event has no inputs.
 * </ul>
 */
final class Datatrove {
  private static final String DROPPED = "dropped";
  private static final String REASON = "dropped_";

  private final List<CleanFilter> filters = new ArrayList<>();
  private final SortedMap<String, Long> removed = new TreeMap<>();
  private OptionalLong records = OptionalLong.empty();

  private Datatrove() {}

  static Imported read(RecordFile file, ImportOptions options) {
    Asset asset = options.about(file);
    RecordValue steps = RecordValue.json(file);
    if (!steps.isArray()) {
      throw steps.problem("is no array of steps; is this a stats.json of datatrove?");
    }
    Datatrove reading = new Datatrove();
    steps.items().forEach(reading::step);
    try {
      return new Imported(
          List.of(reading.event(asset, file)),
          List.of("The statistics of datatrove do not say what was read."));
    } catch (InvalidException invalid) {
      throw steps.problem(invalid.getMessage());
    }
  }

  private void step(RecordValue step) {
    String name = step.at("name").required();
    RecordValue stats = step.at("stats");
    if (!stats.isObject()) {
      throw stats.problem("is missing");
    }
    long dropped = count(stats.at(DROPPED)).orElse(0);
    long withReason = 0;
    for (String field : stats.fields()) {
      if (field.startsWith(REASON)) {
        long count = count(stats.at(field)).orElse(0);
        withReason = Math.addExact(withReason, count);
        add(name + ": " + field.substring(REASON.length()), count);
      }
    }
    add(name, dropped - withReason);
    if (dropped > 0 || withReason > 0) {
      filters.add(new CleanFilter(name, "", "", ""));
    }
    OptionalLong forwarded = count(stats.at("forwarded"));
    records = forwarded.isPresent() ? forwarded : records;
  }

  private void add(String reason, long count) {
    if (count > 0) {
      removed.merge(reason, count, Math::addExact);
    }
  }

  /** A statistic is a number, or an object with its total. */
  private static OptionalLong count(RecordValue value) {
    return value.isObject() ? value.at("total").count() : value.count();
  }

  private LineageEvent event(Asset asset, RecordFile file) {
    return EventOfContent.of(
        LineageEvent.builder(EventType.CLEAN)
            .eventTime(file.time())
            .producer("datatrove")
            .job(new Job(asset.namespace(), "import " + asset.name()))
            .run(asset.version().orElse("unversioned"))
            .outputs(
                List.of(
                    new Output(
                        asset, records, OptionalLong.empty(), "", List.of(), new TreeMap<>())))
            .clean(new Clean(filters, removed)));
  }
}
