package dev.headwater.deploy;

import com.github.dockerjava.api.model.ContainerNetwork;
import dev.headwater.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.lifecycle.Startable;

/**
 * Runs the compose file of the project with its example and its monitoring, under version 1 or 2 of
 * docker-compose. Without Grafana: no image stands in for it.
 */
final class Deployment implements AutoCloseable {
  private static final File FILE = new File("docker-compose.yml");
  private static final String NAME = "headwaterit";
  private static final String[] PROFILES = {"--profile=example", "--profile=monitoring"};
  private static final String[] SERVICES = {
    "kafka",
    "registry",
    "peer-secret",
    "headwater-1",
    "headwater-2",
    "example",
    "prometheus",
    "alertmanager"
  };

  /** The variables of the compose file that set the ports. */
  enum Port {
    HEADWATER_PORT,
    HEADWATER_PORT_2,
    HEADWATER_KAFKA_PORT,
    HEADWATER_PROMETHEUS_PORT,
    HEADWATER_ALERTMANAGER_PORT
  }

  private final Startable compose;
  private final Function<String, Optional<ContainerState>> services;
  private final Map<Port, Integer> ports;

  private Deployment(
      Startable compose,
      Function<String, Optional<ContainerState>> services,
      Map<Port, Integer> ports) {
    this.compose = compose;
    this.services = services;
    this.ports = ports;
  }

  /** Builds the image and starts everything. Returns when the example has started. */
  static Deployment start() throws IOException {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    Map<String, String> variables = new HashMap<>();
    variables.put("HEADWATER_IMAGE", "headwater:it");
    variables.put("HEADWATER_ALERTS_ROUTES_FILE", "/etc/headwater/alert-routes.yaml");
    for (Port port : Port.values()) {
      ports.put(port, FreePort.next());
      variables.put(port.name(), Integer.toString(ports.get(port)));
    }
    Deployment deployment =
        DockerOnThisMachine.composeIsAPlugin()
            ? plugin(variables, ports)
            : program(variables, ports);
    deployment.compose.start();
    return deployment;
  }

  private static Deployment plugin(Map<String, String> variables, Map<Port, Integer> ports) {
    ComposeContainer compose =
        new ComposeContainer(NAME, FILE)
            .withOptions(PROFILES)
            .withServices(SERVICES)
            .withEnv(variables)
            .withBuild(true)
            .withPull(false);
    return new Deployment(compose, name -> compose.getContainerByServiceName(name + "-1"), ports);
  }

  private static Deployment program(Map<String, String> variables, Map<Port, Integer> ports) {
    DockerComposeContainer<?> compose =
        new DockerComposeContainer<>(NAME, FILE)
            .withOptions(PROFILES)
            .withServices(SERVICES)
            .withEnv(variables)
            .withBuild(true)
            .withPull(false);
    return new Deployment(compose, name -> compose.getContainerByServiceName(name + "_1"), ports);
  }

  ContainerState service(String name) {
    return services.apply(name).orElseThrow(() -> new AssertionError("no container of " + name));
  }

  /** An address at the first instance. */
  URI api(String path) {
    return at(Port.HEADWATER_PORT, path);
  }

  /** An address at one of the published ports. */
  URI at(Port port, String path) {
    return URI.create("http://127.0.0.1:" + ports.get(port) + path);
  }

  /** Restarts the container of a service. Its volumes stay. */
  void restart(String name) {
    ContainerState container = service(name);
    container.getDockerClient().restartContainerCmd(container.getContainerId()).exec();
  }

  /** Ends the process of a service with SIGKILL. It does not start again by itself. */
  void kill(String name) {
    ContainerState container = service(name);
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  /** Starts the container of a service that was killed. */
  void startAgain(String name) {
    ContainerState container = service(name);
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  /** Takes a service off the network. Nobody reaches it, and it reaches nobody. */
  void cutOff(String name) {
    ContainerState container = service(name);
    container
        .getDockerClient()
        .disconnectFromNetworkCmd()
        .withContainerId(container.getContainerId())
        .withNetworkId(network(name))
        .exec();
  }

  /** Puts a service back that was cut off. */
  void connect(String name, String network) {
    ContainerState container = service(name);
    container
        .getDockerClient()
        .connectToNetworkCmd()
        .withContainerId(container.getContainerId())
        .withNetworkId(network)
        .withContainerNetwork(new ContainerNetwork().withAliases(name))
        .exec();
  }

  /** The network that a service is in. */
  String network(String name) {
    return service(name)
        .getCurrentContainerInfo()
        .getNetworkSettings()
        .getNetworks()
        .keySet()
        .iterator()
        .next();
  }

  @Override
  public void close() {
    compose.stop();
  }
}
