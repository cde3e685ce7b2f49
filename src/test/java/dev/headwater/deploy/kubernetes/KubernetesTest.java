package dev.headwater.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that the manifests are of their kinds, and agree with the settings, the command line, the
 * probes and the ports of the code; and that the checks find what is planted in them.
 */
class KubernetesTest {
  private static final Path FOLDER = Path.of("deploy/k8s");
  private static final Path MONITORING = FOLDER.resolve("monitoring");

  @TempDir private Path scratch;

  static Stream<Path> folders() {
    try (Stream<Path> overlays = Files.list(FOLDER.resolve("overlays"))) {
      return Stream.concat(Stream.of(FOLDER.resolve("base")), overlays.sorted().toList().stream());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void manifests_agreeWithTheCode(Path folder) {
    assertThat(ManifestChecks.problems(Kustomization.of(folder), scratch)).isEmpty();
    assertThat(ManifestChecks.problems(Kustomization.of(folder).with(MONITORING), scratch))
        .isEmpty();
  }

  @Test
  void rulesOfTheOperator_areThoseOfPrometheus() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    JsonNode plain = yaml.readTree(Path.of("deploy/prometheus/headwater-alerts.yml").toFile());
    JsonNode rule = yaml.readTree(MONITORING.resolve("prometheusrule.yaml").toFile());

    assertThat(rule.at("/spec/groups")).isNotEmpty().isEqualTo(plain.path("groups"));
  }

  /** An edit of one object of the base with monitoring, and a part of what is then said. */
  static Stream<Arguments> plants() {
    return Stream.of(
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/readinessProbe/httpGet",
            "path",
            "/ready",
            "no probe at \"/ready\""),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/livenessProbe/httpGet",
            "path",
            "/readyz",
            "more than a restart can mend"),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/livenessProbe/httpGet",
            "port",
            "https",
            "a port that the container does not have"),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/livenessProbe",
            "periodSecond",
            "1",
            "no field periodSecond"),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/env/0",
            "name",
            "HEADWATER_INSTANCE_IDS",
            "is not the name of the pod"),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/env/1",
            "name",
            "HEADWATER_HTTP_ADVERTISED_HOSTS",
            "no setting: HEADWATER_HTTP_ADVERTISED_HOSTS"),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/volumeMounts/0",
            "mountPath",
            "/var/lib/other",
            "in no volume: '/var/lib/headwater'"),
        plant(
            "StatefulSet",
            "/spec/template/spec/containers/0/volumeMounts/2",
            "subPath",
            "tokens",
            "never updated"),
        plant(
            "StatefulSet", "/spec/template/spec/volumes/1", "name", "secret", "no volume secrets"),
        plant(
            "StatefulSet",
            "/spec/template/spec",
            "terminationGracePeriodSeconds",
            "30",
            "not more than shutdown.timeout.millis"),
        plant("StatefulSet", "/spec", "serviceName", "headwater", "HTTP_ADVERTISED_HOST is not"),
        plant("StatefulSet", "", "apiVersion", "apps/v1beta1", "is of [apps/v1]"),
        plant(
            "Job",
            "/spec/template/metadata/labels",
            "app.kubernetes.io/name",
            "headwater",
            "would lead to the pod of the Job"),
        plant(
            "CronJob",
            "/spec/jobTemplate/spec/template/metadata/labels",
            "app.kubernetes.io/name",
            "headwater",
            "would lead to the pod of the CronJob"),
        plant("CronJob", "/spec", "concurrencyPolicy", "Allow", "two backups may run"),
        plant(
            "CronJob",
            "/spec/jobTemplate/spec/template/spec/containers/0/volumeMounts/0",
            "mountPath",
            "/backups",
            "is in no volume that outlives the pod"),
        plant(
            "PersistentVolumeClaim",
            "/metadata",
            "name",
            "headwater-backups",
            "is in no volume that outlives the pod"),
        plant(
            "PodDisruptionBudget",
            "/spec/selector/matchLabels",
            "app.kubernetes.io/name",
            "headwaters",
            "is not that of the instances"),
        plant(
            "NetworkPolicy",
            "/spec/podSelector/matchLabels",
            "app",
            "headwater",
            "is not that of the instances"),
        plant("ServiceMonitor", "/spec/endpoints/0", "path", "/metric", "no path \"/metric\""),
        plant("ServiceMonitor", "/spec/endpoints/0", "port", "web", "no port \"web\""),
        plant("ServiceMonitor", "/spec", "jobLabel", "app", "the job is not headwater"));
  }

  private static Arguments plant(
      String kind, String pointer, String field, String value, String said) {
    return Arguments.of(kind, pointer, field, value, said);
  }

  @ParameterizedTest(name = "{0}{1}/{2}={3}")
  @MethodSource("plants")
  void whatIsPlanted_isFound(String kind, String pointer, String field, String value, String said) {
    assertThat(problemsWith(kind, object -> ((ObjectNode) object.at(pointer)).put(field, value)))
        .anyMatch(problem -> problem.contains(said));
  }

  @Test
  void commandThatDoesNotExist_isFound() {
    assertThat(
            problemsWith(
                "Job",
                job ->
                    ((ArrayNode) job.at("/spec/template/spec/containers/0/args"))
                        .set(1, TextNode.valueOf("--configuration"))))
        .anyMatch(problem -> problem.contains("the command line refuses"));
  }

  @Test
  void settingThatDoesNotExist_isFound() {
    Kustomization base = Kustomization.of(FOLDER.resolve("base"));
    base.configMaps()
        .get("headwater-settings")
        .merge("headwater.properties", "standby.replica=1\n", String::concat);

    assertThat(ManifestChecks.problems(base, scratch))
        .anyMatch(problem -> problem.contains("standby.replica"));
  }

  @Test
  void fileOfTheRegistryClient_thatIsInNoVolume_isFound() {
    Kustomization base = Kustomization.of(FOLDER.resolve("base"));
    base.configMaps()
        .get("headwater-settings")
        .merge(
            "headwater.properties",
            "registry.schema.registry.ssl.truststore.location=/etc/other/ca.pem\n",
            String::concat);

    assertThat(ManifestChecks.problems(base, scratch))
        .anyMatch(problem -> problem.contains("in no volume: '/etc/other/ca.pem'"));
  }

  @Test
  void folderWithoutTheNamespace_isRefused() throws IOException {
    Path overlay = Files.createDirectory(scratch.resolve("overlay"));
    Path base = FOLDER.resolve("base").toAbsolutePath();
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        "resources: [%s]\n".formatted(overlay.toAbsolutePath().relativize(base)));

    assertThatThrownBy(() -> Kustomization.of(overlay)).hasMessageContaining("namespace");
  }

  @Test
  void patchOfNothing_orOfAPlaceThatIsNotThere_isRefused() throws IOException {
    Path overlay = Files.createDirectory(scratch.resolve("overlay"));
    Path base = FOLDER.resolve("base").toAbsolutePath();
    Files.writeString(
        overlay.resolve("patch.yaml"),
        "- {op: add, path: /spec/template/spec/containers/0/envs/-, value: {}}\n");
    for (String name : List.of("headwater", "others")) {
      Files.writeString(
          overlay.resolve("kustomization.yaml"),
          "namespace: headwater\nresources: [%s]\npatches: [{path: patch.yaml, target: {kind: StatefulSet, name: %s}}]\n"
              .formatted(overlay.toAbsolutePath().relativize(base), name));

      assertThatThrownBy(() -> Kustomization.of(overlay))
          .hasMessageContaining("patch.yaml")
          .hasMessageContaining(name);
    }
  }

  private List<String> problemsWith(String kind, Consumer<ObjectNode> edit) {
    Kustomization manifests = Kustomization.of(FOLDER.resolve("base")).with(MONITORING);
    manifests.objects(kind).forEach(edit);
    return ManifestChecks.problems(manifests, scratch);
  }
}
