package dev.headwater.app.metrics;

import dev.headwater.bridge.BridgeCounts;
import dev.headwater.stream.StreamCounts;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.List;

/** Shows what the tasks of this instance have processed, those of the bridge included. */
final class StreamMetrics {
  private final StreamCounts counts;
  private final BridgeCounts bridge;
  private final TopicNames topics;

  StreamMetrics(StreamCounts counts, BridgeCounts bridge, TopicNames topics) {
    this.counts = counts;
    this.bridge = bridge;
    this.topics = topics;
  }

  void bindTo(Families families) {
    if (counts.isOn()) {
      bindProcessor(families);
    }
    families.counters(
        "headwater_quarantined_total",
        "Records and events put to quarantine, by the topic that they were read from",
        List.of("topic", "reason"),
        this::quarantined);
    families.counter(
        "headwater_openlineage_events_total",
        "OpenLineage events that the bridge has taken",
        bridge.taken());
    families.counter(
        "headwater_openlineage_quarantined_total",
        "OpenLineage records that this instance has put into quarantine",
        bridge.quarantined());
    families.counters(
        "headwater_openlineage_facets_ignored_total",
        "Facets that could not be read; the events count without them",
        List.of("facet"),
        () ->
            bridge.ignoredFacets().entrySet().stream()
                .map(entry -> new Sample(List.of(entry.getKey()), entry.getValue().sum()))
                .toList());
  }

  private void bindProcessor(Families families) {
    families.counters(
        "headwater_events_total",
        "Events, by what became of them",
        List.of("type", "outcome"),
        () ->
            counts.events().entrySet().stream()
                .map(
                    entry ->
                        new Sample(
                            List.of(entry.getKey().type(), Words.of(entry.getKey().outcome())),
                            entry.getValue().sum()))
                .toList());
    families.histogram(
        "headwater_event_commit_seconds",
        "From the record of an event to the commit of its state",
        counts.eventToCommit());
    families.histogram(
        "headwater_event_alert_seconds",
        "From the record of an event to the commit of the alert that it caused",
        counts.eventToAlert());
    families.histogram(
        "headwater_commit_seconds",
        "How long a commit takes, what the task writes for it included",
        counts.commits());
    families.counter(
        "headwater_commands_total", "Commands between assets that were handled", counts.commands());
    families.counters(
        "headwater_alerts_total",
        "Alerts sent to the topic of alerts",
        List.of("rule", "status"),
        () ->
            counts.alerts().entrySet().stream()
                .map(
                    entry ->
                        new Sample(
                            List.of(entry.getKey().rule().name(), entry.getKey().status().name()),
                            entry.getValue().sum()))
                .toList());
    families.counters(
        "headwater_store_rows_total",
        "Rows of assets that tasks needed, by where they were found",
        List.of("found"),
        () ->
            List.of(
                new Sample(List.of("memory"), counts.rowsAtHand().sum()),
                new Sample(List.of("store"), counts.rowsRead().sum())));
  }

  private List<Sample> quarantined() {
    List<Sample> all = new ArrayList<>();
    if (counts.isOn()) {
      counts
          .quarantined()
          .forEach(
              (where, count) ->
                  all.add(
                      new Sample(
                          List.of(topic(where.source()), Words.of(where.reason())), count.sum())));
    }
    all.add(
        new Sample(
            List.of(topics.openlineage(), Words.of(StreamCounts.Reason.INVALID)),
            bridge.quarantined().sum()));
    return all;
  }

  private String topic(StreamCounts.Source source) {
    return switch (source) {
      case EVENTS -> topics.events();
      case GRAPH -> topics.graph();
    };
  }
}
