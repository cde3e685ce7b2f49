package dev.headwater.http;

import dev.headwater.http.ingest.EventSink;
import dev.headwater.http.ingest.OpenLineageSink;
import dev.headwater.http.operations.Health;
import dev.headwater.http.operations.QuarantinedContent;
import dev.headwater.http.reads.AlertFeed;
import dev.headwater.openlineage.EventReader;
import dev.headwater.quarantine.Quarantine;
import dev.headwater.query.Queries;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What the requests of the HTTP API are for: where reads find their answers, and where what callers
 * send goes.
 *
 * @param queries the reads
 * @param events where events are sent
 * @param lineageReader reads OpenLineage events
 * @param lineage where OpenLineage events are sent
 * @param quarantine the records that could not be taken
 * @param quarantined decodes their content
 * @param feed the alerts
 * @param health whether this instance serves
 * @param metrics what {@code /metrics} shows, and where requests are counted
 */
public record Backends(
    Queries queries,
    EventSink events,
    EventReader lineageReader,
    OpenLineageSink lineage,
    Quarantine quarantine,
    QuarantinedContent quarantined,
    AlertFeed feed,
    Health health,
    PrometheusMeterRegistry metrics) {}
