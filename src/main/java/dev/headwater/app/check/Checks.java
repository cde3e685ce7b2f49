package dev.headwater.app.check;

import dev.headwater.app.kafka.Deadline;
import dev.headwater.app.settings.PolicyFile;
import dev.headwater.app.settings.RoutesFile;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.Finding;
import dev.headwater.notify.AlertDelivery;
import dev.headwater.notify.Routes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at everything that a start needs, without starting and without changing anything: settings,
 * policy, routes of alerts, who may call, port, state folder, Kafka with its topics, permissions
 * and brokers, clocks, the registry with its schemas.
 *
 * <p>What cannot be found out is a finding of its own. Takes at most about a minute, however many
 * of the servers do not answer.
 */
public final class Checks {

  private static final Duration KAFKA = Duration.ofSeconds(30);
  private static final Duration KAFKA_REQUEST = Duration.ofSeconds(6);

  private Checks() {}

  /** Makes all checks. */
  public static List<Finding> run(Settings.Examined examined) {
    List<Finding> all = new ArrayList<>();
    for (SettingsException problem : examined.problems()) {
      all.add(Finding.wrong("settings", problem.getMessage(), ""));
    }
    if (examined.settings().isEmpty()) {
      all.add(
          Finding.unknown(
              "everything else",
              "was not looked at, because it depends on the settings",
              "mend the settings, then check again"));
      return all;
    }
    Settings settings = examined.settings().get();
    settings(settings, all);
    all.addAll(guarded("policy", settings, () -> policy(settings)));
    all.addAll(guarded("routes of alerts", settings, () -> routes(settings)));
    all.addAll(guarded(SecurityCheck.SUBJECT, settings, () -> SecurityCheck.run(settings)));
    all.addAll(guarded("port", settings, () -> List.of(MachineCheck.port(settings))));
    KafkaCheck kafka = new KafkaCheck(settings, new Deadline(KAFKA, KAFKA_REQUEST));
    all.addAll(guarded("kafka", settings, kafka::run));
    all.addAll(
        guarded(
            "state folder",
            settings,
            () -> new MachineCheck(settings, MachineCheck::usableBytes).state(kafka.graphId())));
    all.addAll(guarded("registry", settings, () -> new RegistryCheck(settings).run()));
    return all;
  }

  private static void settings(Settings settings, List<Finding> all) {
    List<String> differing = settings.differing();
    all.add(Finding.ok("settings", "are valid: " + String.join(", ", differing)));
    for (String warning : settings.warnings()) {
      all.add(Finding.warning("settings", warning, "correct the name, or remove it"));
    }
  }

  private static List<Finding> policy(Settings settings) {
    String file = settings.text(Setting.POLICY_FILE);
    if (file.isEmpty()) {
      return List.of(Finding.ok("policy", "is the default one"));
    }
    try {
      PolicyFile.read(Path.of(file));
      PolicyFile.uses(Path.of(file));
      return List.of(Finding.ok("policy", file + " is valid"));
    } catch (SettingsException wrong) {
      return List.of(
          Finding.wrong("policy", wrong.getMessage(), "see " + Setting.POLICY_FILE.key()));
    }
  }

  private static List<Finding> routes(Settings settings) {
    Optional<Routes> routes = RoutesFile.of(settings);
    if (routes.isEmpty()) {
      return List.of(Finding.ok("routes of alerts", "there are none, so no alert is sent"));
    }
    try {
      AlertDelivery.requireSecrets(routes.get());
      return List.of(
          Finding.ok("routes of alerts", settings.text(Setting.ALERTS_ROUTES_FILE) + " is valid"));
    } catch (IllegalArgumentException unusable) {
      return List.of(
          Finding.wrong(
              "routes of alerts",
              unusable.getMessage(),
              "see " + Setting.ALERTS_ROUTES_FILE.key()));
    }
  }

  /** A check that fails itself says nothing about its subject. */
  private static List<Finding> guarded(
      String subject, Settings settings, Supplier<List<Finding>> check) {
    try {
      return check.get().stream().map(finding -> masked(settings, finding)).toList();
    } catch (SettingsException | StartException wrong) {
      return List.of(Finding.wrong(subject, settings.masked(wrong.getMessage()), ""));
    } catch (RuntimeException failed) {
      return List.of(
          Finding.unknown(
              subject,
              "could not be checked: " + settings.masked(failed.toString()),
              "report this"));
    }
  }

  /** What a client says may quote what it was given. */
  private static Finding masked(Settings settings, Finding finding) {
    return new Finding(
        finding.status(),
        finding.subject(),
        settings.masked(finding.what()),
        settings.masked(finding.remedy()));
  }
}
