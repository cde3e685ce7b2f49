package dev.headwater.codec.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Runs the contract with a registry that is not ours: Apicurio's, which the build unpacks, in a
 * process of its own.
 */
class ApicurioRegistryIT extends RemoteRegistryContract {
  private static final Path HOME = Path.of("target", "apicurio");
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.]+:[0-9]+)");

  private static Process process;
  private static URI url;

  @BeforeAll
  static void start() throws Exception {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-jar",
                runner().toString())
            .redirectErrorStream(true)
            .start();
    CompletableFuture<URI> listening = new CompletableFuture<>();
    Thread reader = new Thread(() -> readOutput(listening), "apicurio-output");
    reader.setDaemon(true);
    reader.start();
    url = listening.get(300, TimeUnit.SECONDS).resolve("/apis/ccompat/v7");
  }

  private static Path runner() throws IOException {
    try (Stream<Path> files = Files.list(HOME)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no registry in " + HOME + ": mvn verify unpacks it"));
    }
  }

  /**
   * Reads the output for as long as the process lives, because the process blocks when nobody reads
   * it.
   */
  private static void readOutput(CompletableFuture<URI> listening) {
    StringBuilder seen = new StringBuilder();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          listening.complete(URI.create(matcher.group(1)));
        }
        if (!listening.isDone()) {
          seen.append(line).append('\n');
        }
      }
      listening.completeExceptionally(new IOException("it ended:\n" + seen));
    } catch (IOException e) {
      listening.completeExceptionally(e);
    }
  }

  @AfterAll
  static void stop() {
    process.destroyForcibly().onExit().orTimeout(90, TimeUnit.SECONDS).join();
  }

  @Override
  protected URI url() {
    return url;
  }
}
