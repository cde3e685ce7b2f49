package dev.headwater.http.operations;

import dev.headwater.http.reads.AssetEndpoints;
import dev.headwater.http.reads.ReadJson;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.query.Queries;
import dev.headwater.query.peer.Status;
import dev.headwater.query.progress.Backlog;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;

/** Handles {@code GET /status}, the probes, and the metrics. */
public final class OperationsEndpoints {
  private static final String METRICS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int RETRY_SECONDS = 2;

  private final Queries queries;
  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final String version;

  public OperationsEndpoints(
      Queries queries, Health health, PrometheusMeterRegistry metrics, String version) {
    this.queries = queries;
    this.health = health;
    this.metrics = metrics;
    this.version = version;
  }

  public void status(Context ctx) {
    Parameters.of(ctx);
    AssetEndpoints.answer(ctx, status(queries.status()));
  }

  private JsonBody status(Status status) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("state", status.state());
      json.writeBooleanField("quiescent", status.quiescent());
      json.writeObjectFieldStart("lag");
      Optional<Backlog> backlog = status.backlog();
      if (backlog.isPresent()) {
        json.writeNumberField("events", backlog.get().events());
        json.writeNumberField("graph", backlog.get().graph());
      } else {
        json.writeNullField("events");
        json.writeNullField("graph");
      }
      json.writeEndObject();
      json.writeNumberField("pendingAlerts", status.pendingAlerts());
      json.writeObjectFieldStart("missing");
      json.writeNumberField("producers", status.producersWithGaps());
      json.writeNumberField("events", status.missingEvents());
      json.writeEndObject();
      json.writeArrayFieldStart("instances");
      for (Status.Member member : status.instances()) {
        json.writeStartObject();
        json.writeStringField("url", member.instance().url());
        json.writeStringField("state", member.report().state());
        json.writeArrayFieldStart("partitions");
        for (int partition : member.report().partitions()) {
          json.writeNumber(partition);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("version", version);
      if (!status.problem().isEmpty()) {
        json.writeStringField("problem", status.problem());
      }
      json.writeEndObject();
    };
  }

  public void healthz(Context ctx) {
    String sick = health.sick();
    if (!sick.isEmpty()) {
      throw Problem.unavailable(sick, RETRY_SECONDS, null);
    }
    AssetEndpoints.answer(
        ctx,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "ok");
          json.writeEndObject();
        });
  }

  public void readyz(Context ctx) {
    String sick = health.sick();
    if (!sick.isEmpty()) {
      throw Problem.unavailable(sick, RETRY_SECONDS, null).with("state", "failed");
    }
    Readiness readiness = health.readiness();
    String state = Parameters.lowerCase(readiness.state());
    if (!readiness.serves()) {
      throw Problem.unavailable(readiness.detail(), RETRY_SECONDS, null).with("state", state);
    }
    AssetEndpoints.answer(
        ctx,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "ready");
          json.writeStringField("state", state);
          ReadJson.lag(json, readiness.lag());
          json.writeEndObject();
        });
  }

  public void metrics(Context ctx) {
    ctx.contentType(METRICS_TEXT);
    ctx.result(metrics.scrape("text/plain"));
  }
}
