package dev.headwater.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.cli.AcceptedArguments;
import dev.headwater.http.PublicRoutes;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.StreamSupport;

/** Compares rendered manifests with what the code reads, serves and needs. */
final class ManifestChecks {
  private static final String SETTINGS = "/etc/headwater/headwater.properties";
  private static final long SECOND = 1_000;

  private final Kustomization manifests;
  private final Path scratch;
  private final List<String> problems = new ArrayList<>();

  private ManifestChecks(Kustomization manifests, Path scratch) {
    this.manifests = manifests;
    this.scratch = scratch;
  }

  /**
   * What is wrong, one sentence each.
   *
   * @param scratch a folder for files
   */
  static List<String> problems(Kustomization manifests, Path scratch) {
    ManifestChecks checks = new ManifestChecks(manifests, scratch);
    checks.all();
    return checks.problems;
  }

  private void all() {
    manifests.objects().forEach(one -> problems.addAll(TypedKinds.problems(one)));
    JsonNode set = only("StatefulSet");
    JsonNode pod = set.path("spec").path("template");
    pod(set, "serve");
    only("Job");
    manifests.objects("Job").forEach(job -> pod(job, "topics"));
    pod(only("CronJob"), "backup");
    backup(only("CronJob"));
    names(set, container(set));
    probes(container(set));
    selectors(pod.path("metadata").path("labels"));
    ports(container(set));
    manifests.objects("ServiceMonitor").forEach(this::scrape);
  }

  private JsonNode only(String kind) {
    List<ObjectNode> all = manifests.objects(kind);
    if (all.size() != 1) {
      problems.add("there are " + all.size() + " of kind " + kind + ", not 1");
    }
    return all.isEmpty() ? MissingNode.getInstance() : all.get(0);
  }

  private static JsonNode spec(JsonNode owner) {
    return template(owner).path("spec");
  }

  /** The pod of an object, or of the jobs that it makes. */
  private static JsonNode template(JsonNode owner) {
    JsonNode spec = owner.path("spec");
    return (spec.has("jobTemplate") ? spec.at("/jobTemplate/spec") : spec).path("template");
  }

  private static JsonNode container(JsonNode owner) {
    return spec(owner).path("containers").path(0);
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static Optional<JsonNode> named(JsonNode array, String name) {
    return list(array).stream().filter(one -> one.path("name").asText().equals(name)).findFirst();
  }

  /** A pod whose container runs a command of ours with the settings. */
  private void pod(JsonNode owner, String command) {
    String where = owner.path("kind").asText();
    JsonNode container = container(owner);
    if (!manifests.images().contains(container.path("image").asText())) {
      problems.add(where + ": image " + container.path("image") + " has no name in images");
    }
    String[] arguments =
        list(container.path("args")).stream().map(JsonNode::asText).toArray(String[]::new);
    if (arguments.length == 0
        || !arguments[0].equals(command)
        || !AcceptedArguments.are(arguments)) {
      problems.add(where + ": the command line refuses " + container.path("args"));
    }
    mounts(owner, container, where);
    restrictions(owner, container, where);
    settings(container, where);
  }

  /** What the level "restricted" of Pod Security wants, and no variables of other services. */
  private void restrictions(JsonNode owner, JsonNode container, String where) {
    JsonNode pod = spec(owner);
    boolean restricted =
        pod.at("/securityContext/runAsNonRoot").asBoolean()
            && pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault")
            && !container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)
            && container.at("/securityContext/capabilities/drop/0").asText().equals("ALL")
            && container.at("/securityContext/readOnlyRootFilesystem").asBoolean();
    if (!restricted) {
      problems.add(where + ": the level restricted refuses its pod");
    }
    if (pod.path("enableServiceLinks").asBoolean(true)) {
      problems.add(where + ": variables of other services would look like settings");
    }
  }

  private void mounts(JsonNode owner, JsonNode container, String where) {
    for (JsonNode mount : container.path("volumeMounts")) {
      String name = mount.path("name").asText();
      Optional<JsonNode> volume = named(spec(owner).path("volumes"), name);
      boolean claimed =
          list(owner.path("spec").path("volumeClaimTemplates")).stream()
              .anyMatch(claim -> claim.path("metadata").path("name").asText().equals(name));
      if (volume.isEmpty() && !claimed) {
        problems.add(where + ": there is no volume " + name);
      }
      String map = volume.map(one -> one.path("configMap").path("name").asText()).orElse("");
      if (!map.isEmpty()
          && !manifests
              .configMaps()
              .getOrDefault(map, Map.of())
              .containsKey(mount.path("subPath").asText())) {
        problems.add(where + ": no config map " + map + " with " + mount.path("subPath"));
      }
      if (map.isEmpty() && mount.has("subPath")) {
        problems.add(where + ": " + name + " is mounted by subPath, so it is never updated");
      }
    }
  }

  private static boolean isMounted(JsonNode container, String file) {
    return list(container.path("volumeMounts")).stream()
        .anyMatch(mount -> Path.of(file).startsWith(mount.path("mountPath").asText()));
  }

  /** The settings are valid, and every file that they name is in a volume. */
  private void settings(JsonNode container, String where) {
    if (!isMounted(container, SETTINGS)) {
      problems.add(where + ": " + SETTINGS + " is not mounted");
    }
    try {
      Path file =
          Files.writeString(
              Files.createTempDirectory(scratch, "settings").resolve("headwater.properties"),
              manifests.configMaps().get("headwater-settings").get("headwater.properties"));
      Settings.Examined examined =
          Settings.examine(Optional.of(file), environment(container, where), Map.of());
      examined.problems().forEach(wrong -> problems.add(where + ": " + wrong.getMessage()));
      examined
          .settings()
          .ifPresent(
              settings -> {
                settings
                    .unknownVariables()
                    .forEach(name -> problems.add(where + ": there is no setting: " + name));
                files(settings, container, where);
              });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (SettingsException wrong) {
      problems.add(where + ": " + wrong.getMessage());
    }
  }

  /** The environment of the first pod. A file of the cluster is replaced by one of the test. */
  private Map<String, String> environment(JsonNode container, String where) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode variable : container.path("env")) {
      String name = variable.path("name").asText();
      String value = variable.has("valueFrom") ? "headwater-0" : variable.path("value").asText();
      for (Map.Entry<String, String> known : environment.entrySet()) {
        value = value.replace("$(" + known.getKey() + ")", known.getValue());
      }
      if (name.endsWith("_FILE")) {
        if (!isMounted(container, value)) {
          problems.add(where + ": " + name + " is in no volume: " + value);
        }
        value = Files.writeString(Files.createTempFile(scratch, "value", ""), "a=b").toString();
      }
      environment.put(name, value);
    }
    return environment;
  }

  private void files(Settings settings, JsonNode container, String where) {
    boolean serves = container.path("args").path(0).asText().equals("serve");
    List<String> paths = new ArrayList<>();
    if (serves) {
      paths.add(settings.text(Setting.STATE_DIR));
      paths.add(settings.text(Setting.AUTH_TOKENS_FILE));
      paths.add(settings.text(Setting.PEER_SECRET_FILE));
    }
    for (Map<String, String> clients : List.of(settings.kafka(), settings.registry())) {
      clients.forEach(
          (key, value) -> {
            if (key.endsWith(".location")) {
              paths.add(value);
            }
          });
    }
    for (String path : paths) {
      if (path.isEmpty() || !isMounted(container, path)) {
        problems.add(where + ": a file of the settings is in no volume: '" + path + "'");
      }
    }
    long stopMillis = settings.number(Setting.SHUTDOWN_TIMEOUT_MILLIS);
    JsonNode grace = spec(only("StatefulSet")).path("terminationGracePeriodSeconds");
    if (serves && grace.asLong() * SECOND <= stopMillis) {
      problems.add("terminationGracePeriodSeconds is not more than shutdown.timeout.millis");
    }
  }

  /** The backup goes to a volume that outlives its pod, and two of them never run at once. */
  private void backup(JsonNode cron) {
    if (!cron.at("/spec/concurrencyPolicy").asText().equals("Forbid")) {
      problems.add("CronJob: two backups may run into one folder");
    }
    List<String> arguments =
        list(container(cron).path("args")).stream().map(JsonNode::asText).toList();
    Path folder = Path.of(arguments.get(arguments.indexOf("--to") + 1));
    boolean outlives =
        list(container(cron).path("volumeMounts")).stream()
            .filter(mount -> folder.startsWith(mount.path("mountPath").asText()))
            .map(mount -> named(spec(cron).path("volumes"), mount.path("name").asText()))
            .flatMap(Optional::stream)
            .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText())
            .anyMatch(
                claim ->
                    manifests.objects("PersistentVolumeClaim").stream()
                        .anyMatch(one -> one.at("/metadata/name").asText().equals(claim)));
    if (!outlives) {
      problems.add("CronJob: " + folder + " is in no volume that outlives the pod");
    }
  }

  /** Each instance has the name of its pod, and the address at which the others find it. */
  private void names(JsonNode set, JsonNode container) {
    String service = set.path("spec").path("serviceName").asText();
    boolean ofPod =
        named(container.path("env"), "HEADWATER_INSTANCE_ID")
            .filter(one -> one.at("/valueFrom/fieldRef/fieldPath").asText().equals("metadata.name"))
            .isPresent();
    if (!ofPod) {
      problems.add("HEADWATER_INSTANCE_ID is not the name of the pod");
    }
    String address = "$(HEADWATER_INSTANCE_ID)." + service;
    if (named(container.path("env"), "HEADWATER_HTTP_ADVERTISED_HOST")
        .filter(one -> one.path("value").asText().equals(address))
        .isEmpty()) {
      problems.add("HEADWATER_HTTP_ADVERTISED_HOST is not " + address);
    }
    boolean found =
        manifests.objects("Service").stream()
            .filter(one -> one.path("metadata").path("name").asText().equals(service))
            .map(one -> one.path("spec"))
            .anyMatch(
                one ->
                    one.path("clusterIP").asText().equals("None")
                        && one.path("publishNotReadyAddresses").asBoolean());
    if (!found) {
      problems.add(service + " does not name each instance from its start");
    }
  }

  private void probes(JsonNode container) {
    for (String probe : List.of("readinessProbe", "livenessProbe")) {
      JsonNode http = container.path(probe).path("httpGet");
      if (!PublicRoutes.isProbe(http.path("path").asText())) {
        problems.add(probe + ": the server has no probe at " + http.path("path"));
      }
    }
    if (!container.at("/readinessProbe/httpGet/path").asText().equals("/readyz")) {
      problems.add("readinessProbe does not ask whether the instance is ready");
    }
    if (!container.at("/livenessProbe/httpGet/path").asText().equals("/healthz")) {
      problems.add("livenessProbe asks for more than a restart can mend");
    }
  }

  /** Everything that selects pods selects the instances. */
  private void selectors(JsonNode labels) {
    List<JsonNode> selectors = new ArrayList<>();
    selectors.add(only("StatefulSet").at("/spec/selector/matchLabels"));
    selectors.add(only("PodDisruptionBudget").at("/spec/selector/matchLabels"));
    selectors.add(only("NetworkPolicy").at("/spec/podSelector/matchLabels"));
    manifests.objects("Service").forEach(one -> selectors.add(one.at("/spec/selector")));
    for (JsonNode selector : selectors) {
      if (selector.isEmpty() || !covers(labels, selector)) {
        problems.add("selector " + selector + " is not that of the instances: " + labels);
      }
    }
    for (String kind : List.of("Job", "CronJob")) {
      if (covers(template(only(kind)).at("/metadata/labels"), selectors.get(0))) {
        problems.add("the services would lead to the pod of the " + kind);
      }
    }
  }

  private static boolean covers(JsonNode labels, JsonNode selector) {
    return selector.properties().stream()
        .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())));
  }

  private void ports(JsonNode container) {
    Properties settings = new Properties();
    try {
      settings.load(
          new StringReader(
              manifests.configMaps().get("headwater-settings").get("headwater.properties")));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Optional<JsonNode> http = named(container.path("ports"), "http");
    String port = http.map(one -> one.path("containerPort").asText()).orElse("");
    if (!port.equals(settings.getProperty("http.port"))) {
      problems.add("the container has port " + port + ", and http.port is another");
    }
    List<JsonNode> uses = new ArrayList<>();
    container.findValues("port").forEach(uses::add);
    manifests.objects("NetworkPolicy").forEach(one -> uses.addAll(one.findValues("port")));
    manifests.objects("Service").forEach(one -> uses.addAll(one.findValues("targetPort")));
    for (JsonNode use : uses) {
      if (!use.asText().equals("http")) {
        problems.add("a port that the container does not have: " + use);
      }
    }
  }

  /** Prometheus finds a service, asks a path that exists, and names the job as the rules do. */
  private void scrape(JsonNode monitor) {
    JsonNode selector = monitor.at("/spec/selector/matchLabels");
    List<ObjectNode> services =
        manifests.objects("Service").stream()
            .filter(one -> covers(one.at("/metadata/labels"), selector))
            .toList();
    if (services.size() != 1) {
      problems.add("ServiceMonitor: " + services.size() + " services are like " + selector);
      return;
    }
    JsonNode service = services.get(0);
    JsonNode endpoint = monitor.at("/spec/endpoints/0");
    if (named(service.at("/spec/ports"), endpoint.path("port").asText()).isEmpty()) {
      problems.add("ServiceMonitor: the service has no port " + endpoint.path("port"));
    }
    if (!PublicRoutes.exists(endpoint.path("path").asText())) {
      problems.add("ServiceMonitor: the server has no path " + endpoint.path("path"));
    }
    String label = monitor.at("/spec/jobLabel").asText();
    if (!service.at("/metadata/labels").path(label).asText().equals("headwater")) {
      problems.add("ServiceMonitor: the job is not headwater, as the rules say");
    }
  }
}
