package dev.headwater.app.check;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.Schemas;
import dev.headwater.app.settings.Secrets;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.topics.Finding;
import dev.headwater.codec.registry.NoRegistryException;
import dev.headwater.codec.registry.RegistryException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the schema registry: each URL, then whether it would take our schemas. */
final class RegistryCheck {

  private static final String SUBJECT = "registry";
  private static final Duration CLOCK_PATIENCE = Duration.ofSeconds(3);

  /** The header Date has whole seconds. */
  private static final long DATE_RESOLUTION_MILLIS = 1_000;

  private final Settings settings;
  private final Connections connections;
  private final List<Finding> findings = new ArrayList<>();

  RegistryCheck(Settings settings) {
    this.settings = settings;
    this.connections = new Connections(settings);
  }

  List<Finding> run() {
    List<URI> answering = new ArrayList<>();
    List<Finding> failing = new ArrayList<>();
    boolean anotherServer = false;
    for (URI url : connections.registryUrls()) {
      String shown = Secrets.withoutUser(url.toString());
      try (SchemaRegistry one = connections.registryAt(url)) {
        one.requireRegistry();
        answering.add(url);
        findings.add(Finding.ok(SUBJECT, shown + " answers"));
        clock(url, shown).ifPresent(findings::add);
      } catch (NoRegistryException other) {
        anotherServer = true;
        failing.add(
            Finding.wrong(SUBJECT, other.getMessage(), "correct " + Setting.REGISTRY_URL.key()));
      } catch (RegistryException failed) {
        failing.add(
            Finding.wrong(
                SUBJECT,
                failed.getMessage(),
                "start it, or correct "
                    + Setting.REGISTRY_URL.key()
                    + "; for TLS and authentication see the settings registry.*"));
      }
    }
    for (Finding one : failing) {
      boolean othersDo = !answering.isEmpty() && !anotherServer;
      findings.add(othersDo ? Finding.warning(SUBJECT, one.what(), one.remedy()) : one);
    }
    schemas(answering);
    return findings;
  }

  private void schemas(List<URI> answering) {
    TopicNames names = settings.topics();
    if (answering.isEmpty()) {
      findings.add(
          Finding.unknown(
              "schemas",
              "not looked at, because no registry answers",
              "check again when one does"));
      return;
    }
    try (SchemaRegistry registry = connections.registryAt(answering.get(0))) {
      for (Map.Entry<String, String> one : new Schemas(registry, names).bySubject().entrySet()) {
        findings.add(schema(registry, one.getKey(), one.getValue()));
      }
    }
  }

  private static Finding schema(SchemaRegistry registry, String name, String schema) {
    String subject = "schema " + name;
    try {
      if (!registry.compatible(name, schema)) {
        return Finding.wrong(
            subject,
            "does not fit those that are registered: data written before could not be read",
            "run the version that wrote it, or another " + Setting.TOPIC_PREFIX.key());
      }
      if (registry.readOnly(name)) {
        return Finding.warning(
            subject,
            "fits, but the registry is read-only: it can be used only if it is registered already",
            "set the registry's mode to READWRITE");
      }
      String level = registry.compatibility(name).orElse("");
      if (Schemas.suffices(level)) {
        return Finding.ok(subject, "would be accepted; its compatibility is " + level);
      }
      return level.isEmpty()
          ? Finding.ok(
              subject,
              "would be accepted; its compatibility would be set to " + Schemas.COMPATIBILITY)
          : Finding.warning(
              subject,
              "would be accepted; its compatibility is "
                  + level
                  + ", and the start would set it to "
                  + Schemas.COMPATIBILITY,
              "set it before, if this user may not");
    } catch (RegistryException failed) {
      return Finding.unknown(subject, failed.getMessage(), "see the registry's log");
    }
  }

  /**
   * Compares the clocks, by the header Date of any answer. Empty if there is none, or this machine
   * does not trust the certificate without further settings: the clock of the registry shows which
   * one is wrong, but Headwater does not depend on it.
   */
  private static Optional<Finding> clock(URI url, String shown) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(CLOCK_PATIENCE).build();
    long before = System.currentTimeMillis();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(withoutUser(url)).timeout(CLOCK_PATIENCE).GET().build();
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      long after = System.currentTimeMillis();
      return answer
          .headers()
          .firstValue("Date")
          .map(RegistryCheck::millis)
          .map(
              there ->
                  ClockCheck.difference(
                      "the registry " + shown,
                      ClockCheck.outside(there, before, after),
                      DATE_RESOLUTION_MILLIS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static URI withoutUser(URI url) {
    return URI.create(url.toString().replaceFirst("://[^/@]*@", "://"));
  }

  private static long millis(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant()
        .toEpochMilli();
  }
}
