package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What depending on the client puts on a pipeline's class path. */
class ClassPathTest {
  /** All of it, by artifact: the four of the client's POM and what those bring themselves. */
  private static final Set<String> EXPECTED =
      Set.of(
          "headwater-client",
          "kafka-clients",
          "zstd-jni",
          "lz4-java",
          "snappy-java",
          "avro",
          "commons-compress",
          "commons-codec",
          "commons-io",
          "commons-lang3",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "slf4j-api");

  private static final List<String> OF_THE_TEST =
      List.of("junit-", "surefire-", "opentest4j", "apiguardian-");

  private static final long CLIENT_BYTES = 10_000_000;

  @Test
  void theClassPath_holdsTheClientAndWhatItNeeds() {
    Set<String> artifacts =
        jars()
            .map(jar -> jar.getFileName().toString())
            .filter(jar -> OF_THE_TEST.stream().noneMatch(jar::startsWith))
            .map(jar -> jar.replaceFirst("-[0-9][^-]*(-[0-9A-Z]+)?\\.jar$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(EXPECTED), artifacts);
  }

  /** A class under another's name would shadow, or be shadowed by, the pipeline's own. */
  @Test
  void theClient_holdsNothingUnderAnothersName() throws IOException {
    try (JarFile client = new JarFile(client().toFile())) {
      List<String> foreign =
          client.stream()
              .map(entry -> entry.getName())
              .filter(name -> !name.endsWith("/"))
              .filter(name -> !name.startsWith("dev/headwater/"))
              .filter(name -> !name.startsWith("META-INF/services/dev.headwater.shaded."))
              .filter(name -> !name.matches("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|maven/.*)"))
              .toList();
      assertEquals(List.of(), foreign);
    }
  }

  /** Nor may a pipeline be handed the packages that only the processor needs. */
  @Test
  void theClient_holdsNothingOfTheProcessor() throws IOException {
    try (JarFile client = new JarFile(client().toFile())) {
      Set<String> packages =
          client.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.matches("dev/headwater/[^/]+/.*"))
              .map(name -> name.split("/")[2])
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(Set.of("avro", "codec", "model", "sdk", "shaded")), packages);
    }
  }

  @Test
  void theClient_isSmall() throws IOException {
    long bytes = Files.size(client());
    assertTrue(bytes < CLIENT_BYTES, () -> "the client has grown to " + bytes + " bytes");
  }

  private static Path client() {
    return jars()
        .filter(jar -> jar.getFileName().toString().startsWith("headwater-client-"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of);
  }
}
