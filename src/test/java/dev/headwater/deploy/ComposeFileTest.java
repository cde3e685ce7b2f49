package dev.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headwater.app.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares the compose file with the code and with the files that it mounts. {@link
 * DeployedExampleIT} runs it, but not Grafana, and not on every machine.
 */
class ComposeFileTest {
  private static final Path FILE = Path.of("docker-compose.yml");
  private static final List<String> INSTANCES = List.of("headwater-1", "headwater-2");

  /** With aliases and merge keys resolved, as Docker Compose reads it. */
  private static JsonNode services() throws IOException {
    Object read = new Yaml(new LoaderOptions()).load(Files.readString(FILE));
    return new YAMLMapper().valueToTree(read).get("services");
  }

  @Test
  void everyVariableOfTheInstances_isASetting() throws IOException {
    Set<String> settings =
        Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
    for (String instance : INSTANCES) {
      List<String> variables = new ArrayList<>();
      services().get(instance).get("environment").fieldNames().forEachRemaining(variables::add);
      variables.remove("JDK_JAVA_OPTIONS");
      assertThat(settings).as(instance).containsAll(variables);
    }
  }

  @Test
  void eachInstance_hasANameAnAddressAPortAndAVolumeOfItsOwn() throws IOException {
    Set<String> ports = new TreeSet<>();
    Set<String> states = new TreeSet<>();
    for (String instance : INSTANCES) {
      JsonNode service = services().get(instance);
      JsonNode environment = service.get("environment");
      assertThat(environment.get("HEADWATER_INSTANCE_ID").asText()).isEqualTo(instance);
      assertThat(environment.get("HEADWATER_HTTP_ADVERTISED_HOST").asText()).isEqualTo(instance);
      ports.add(service.get("ports").get(0).asText());
      states.add(service.get("volumes").get(0).asText());
    }
    assertThat(ports).hasSize(INSTANCES.size());
    assertThat(states).hasSize(INSTANCES.size());
  }

  @Test
  void everyPort_isPublishedToThisMachineOnly() throws IOException {
    for (JsonNode service : services()) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
    }
  }

  @Test
  void everyMountedFile_exists() throws IOException {
    int files = 0;
    for (JsonNode service : services()) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":")[0];
        if (source.startsWith("./")) {
          assertThat(Path.of(source)).exists();
          assertThat(volume.asText()).endsWith(":ro");
          files++;
        }
      }
    }
    assertThat(files).isPositive();
  }

  @Test
  void prometheus_knowsTheInstancesAndAlertmanager() throws IOException {
    JsonNode configuration = new YAMLMapper().readTree(Expressions.CONFIGURATION.toFile());
    List<String> targets = new ArrayList<>();
    configuration
        .at("/scrape_configs/0/static_configs/0/targets")
        .forEach(target -> targets.add(target.asText()));
    assertThat(targets)
        .containsExactlyElementsOf(INSTANCES.stream().map(name -> name + ":8080").toList());
    assertThat(configuration.at("/alerting/alertmanagers/0/static_configs/0/targets/0").asText())
        .isEqualTo("alertmanager:9093");
    assertThat(services().has("alertmanager")).isTrue();
  }

  @Test
  void grafana_findsTheDashboardAndItsData() throws IOException {
    JsonNode grafana = services().get("grafana");
    List<String> mounts = new ArrayList<>();
    grafana.get("volumes").forEach(volume -> mounts.add(volume.asText()));
    assertThat(mounts)
        .contains(
            "./deploy/compose/grafana:/etc/grafana/provisioning:ro",
            "./deploy/grafana:/var/lib/headwater-dashboards:ro");
    Path folder = Path.of("deploy", "compose", "grafana");
    YAMLMapper yaml = new YAMLMapper();
    assertThat(
            yaml.readTree(folder.resolve("dashboards/headwater.yml").toFile())
                .at("/providers/0/options/path")
                .asText())
        .isEqualTo("/var/lib/headwater-dashboards");
    assertThat(grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
        .isEqualTo("/var/lib/headwater-dashboards/headwater.json");
    assertThat(Path.of("deploy", "grafana", "headwater.json")).exists();
    JsonNode source =
        yaml.readTree(folder.resolve("datasources/prometheus.yml").toFile()).at("/datasources/0");
    assertThat(source.get("type").asText()).isEqualTo("prometheus");
    assertThat(source.get("url").asText()).isEqualTo("http://prometheus:9090");
  }

  /** Docker alone builds the image, so its context has everything that the build reads. */
  @Test
  void contextOfTheImage_hasWhatTheBuildReads() throws IOException {
    List<String> sent =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    List<String> read =
        Pattern.compile("project\\.basedir\\}/([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .filter(path -> !path.matches("src/(it|jmh|test)(/.*)?"))
            .toList();
    assertThat(read).contains("schemas", "src/main/java");
    assertThat(read)
        .allSatisfy(
            path ->
                assertThat(sent)
                    .as(path)
                    .anyMatch(folder -> path.equals(folder) || path.startsWith(folder + "/")));
    assertThat(sent).contains("pom.xml", ".mvn");
  }
}
