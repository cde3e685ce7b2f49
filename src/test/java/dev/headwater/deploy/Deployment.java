package dev.headwater.deploy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.lifecycle.Startable;

/**
 * Runs the compose file of the project with its example, under version 1 or 2 of docker-compose.
 */
final class Deployment implements AutoCloseable {
  private static final File FILE = new File("docker-compose.yml");
  private static final String NAME = "headwaterit";
  private static final String EXAMPLE = "--profile=example";

  private final Startable compose;
  private final Function<String, Optional<ContainerState>> services;
  private final int port;

  private Deployment(
      Startable compose, Function<String, Optional<ContainerState>> services, int port) {
    this.compose = compose;
    this.services = services;
    this.port = port;
  }

  /** Builds the image and starts everything. Returns when the example has started. */
  static Deployment start() throws IOException {
    int port = freePort();
    Map<String, String> variables =
        Map.of(
            "HEADWATER_IMAGE", "headwater:it",
            "HEADWATER_PORT", Integer.toString(port),
            "HEADWATER_KAFKA_PORT", Integer.toString(freePort()));
    Deployment deployment =
        DockerOnThisMachine.composeIsAPlugin() ? plugin(variables, port) : program(variables, port);
    deployment.compose.start();
    return deployment;
  }

  private static Deployment plugin(Map<String, String> variables, int port) {
    ComposeContainer compose =
        new ComposeContainer(NAME, FILE)
            .withOptions(EXAMPLE)
            .withEnv(variables)
            .withBuild(true)
            .withPull(false);
    return new Deployment(compose, compose::getContainerByServiceName, port);
  }

  private static Deployment program(Map<String, String> variables, int port) {
    DockerComposeContainer<?> compose =
        new DockerComposeContainer<>(NAME, FILE)
            .withOptions(EXAMPLE)
            .withEnv(variables)
            .withBuild(true)
            .withPull(false);
    return new Deployment(compose, compose::getContainerByServiceName, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ContainerState service(String name) {
    return services.apply(name).orElseThrow(() -> new AssertionError("no container of " + name));
  }

  URI api(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Restarts the container of a service. Its volumes stay. */
  void restart(String name) {
    ContainerState container = service(name);
    container.getDockerClient().restartContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    compose.stop();
  }
}
