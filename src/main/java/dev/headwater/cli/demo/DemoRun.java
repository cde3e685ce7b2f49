package dev.headwater.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.cli.read.AlertText;
import dev.headwater.cli.read.LineageCommand;
import dev.headwater.cli.server.Api;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.demo.ExampleWorkflow;
import dev.headwater.sdk.DeliveryCounts;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the demo on a running Headwater: runs the workflow, waits for the expected alerts, sends the
 * missing documentation, waits until the alerts resolve, and prints the lineage of the model. Then
 * it shows which languages are missing, lets the workflow restore them, and compares both versions.
 */
final class DemoRun {

  private static final Duration DELIVERY = Duration.ofSeconds(60);
  private static final String AT_SOURCE = "UNDOCUMENTED_SYNTHETIC";
  private static final String AT_MODEL = "TRAINED_ON_UNDOCUMENTED_SYNTHETIC";

  private final Api api;
  private final Terminal terminal;
  private final DemoAlerts alerts;

  DemoRun(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
    this.alerts = new DemoAlerts(api);
  }

  /**
   * Runs the demo.
   *
   * @param leaveSome whether to leave one more dataset undocumented at the end, for the reader
   * @return what {@code demo --json} prints: the undocumented dataset, the model trained on it, the
   *     alerts as they opened and as they resolved, the lineage of the model, and who is
   *     represented before and after
   * @throws Failure if an expected alert or resolution does not appear
   */
  JsonNode run(String kafka, String registry, Path folder, boolean leaveSome) throws IOException {
    try (HeadwaterClient client =
        ExampleWorkflow.client()
            .bootstrapServers(kafka)
            .registryUrl(registry)
            // The broker ends with the demo, so no spool should survive it.
            .set(Setting.SPOOL_BYTES, "0")
            .build()) {
      ExampleWorkflow workflow = new ExampleWorkflow(client, folder, new DemoProgress(terminal));
      say("", "A data workflow, recorded step by step:");
      ExampleWorkflow.Trained trained = workflow.prepareAndTrain();
      deliver(client);

      String dataset = trained.undocumented().urn();
      String model = trained.model().urn();
      List<JsonNode> opened =
          alerts.await(
              "alerts of " + AT_SOURCE + " and " + AT_MODEL,
              () -> {
                List<JsonNode> open = new ArrayList<>();
                open.addAll(alerts.of("open", dataset, AT_SOURCE, dataset));
                open.addAll(alerts.of("open", model, AT_MODEL, dataset));
                return open.size() == 2 ? open : List.of();
              });
      say("", "Alerts:");
      opened.forEach(this::show);

      say("", "The missing documentation arrives:");
      workflow.document();
      deliver(client);
      Set<String> ids = new TreeSet<>();
      opened.forEach(alert -> ids.add(alert.path("id").asText()));
      List<JsonNode> resolved =
          alerts.await(
              "the alerts to resolve",
              () -> {
                List<JsonNode> closed = new ArrayList<>();
                closed.addAll(alerts.of("resolved", dataset, AT_SOURCE, dataset));
                closed.addAll(alerts.of("resolved", model, AT_MODEL, dataset));
                closed.removeIf(alert -> !ids.contains(alert.path("id").asText()));
                return closed.size() == ids.size() ? closed : List.of();
              });
      say("", "Alerts:");
      resolved.forEach(this::show);

      say("", "What became of each:");
      resolved.forEach(this::pair);
      say("", "The model's lineage:");
      JsonNode lineage =
          LineageCommand.read(api, model, LineageCommand.Direction.upstream, 20, 1_000);
      LineageCommand.print(lineage, model, LineageCommand.Direction.upstream, terminal.out());
      terminal.out().flush();
      BeforeAfter versions = new BeforeAfter(alerts, terminal, trained.version());
      versions.showMissing();
      say("", "The same data is cleaned again, so that no language is lost:");
      ExampleWorkflow.Version next = workflow.restore();
      deliver(client);
      JsonNode representation = versions.compare(next);
      if (leaveSome) {
        String left = workflow.leaveUndocumented().urn();
        deliver(client);
        alerts.await("the alert of " + left, () -> alerts.of("open", left, AT_SOURCE, left));
        say("", "One more dataset is undocumented, for you to document: " + left);
      }
      return result(dataset, model, opened, resolved, lineage, representation);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.cannot("stopped", stopped);
    }
  }

  private JsonNode result(
      String dataset,
      String model,
      List<JsonNode> opened,
      List<JsonNode> resolved,
      JsonNode lineage,
      JsonNode representation) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("url", api.base().toString()).put("dataset", dataset).put("model", model);
    result.putArray("opened").addAll(opened);
    result.putArray("resolved").addAll(resolved);
    result.set("lineage", lineage);
    result.set("representation", representation);
    return result;
  }

  private void deliver(HeadwaterClient client) throws InterruptedException {
    if (!client.flush(DELIVERY)) {
      DeliveryCounts counts = client.counts();
      throw Failure.cannot(
          "not all events were delivered in "
              + DELIVERY.toSeconds()
              + " s ("
              + counts
              + "); is Kafka reachable from here?");
    }
  }

  private void show(JsonNode alert) {
    AlertText.lines(alert, terminal).forEach(line -> say("  ", line));
  }

  private void pair(JsonNode alert) {
    say(
        "  ",
        "OPEN -> RESOLVED ("
            + alert.path("resolution").asText()
            + ") "
            + alert.path("rule").asText()
            + " "
            + alert.path("subject").asText());
    say("  ", "  path: " + AlertText.path(alert.path("path")));
  }

  private void say(String indent, String line) {
    if (indent.isEmpty()) {
      terminal.out().println();
    }
    terminal.out().println(indent + line);
    terminal.out().flush();
  }
}
