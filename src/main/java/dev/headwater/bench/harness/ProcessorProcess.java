package dev.headwater.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.app.Headwater;
import dev.headwater.app.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The processor in a process of its own, as in production, so that a benchmark can kill it and
 * measure its memory. It ends when the pipe from this process closes.
 */
public final class ProcessorProcess implements AutoCloseable {
  private static final List<String> JAVA =
      List.of("-Xmx512m", "-XX:+UseParallelGC", "-Djdk.nio.maxCachedBufferSize=262144");
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();

  private ProcessorProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * The main class of the process: prints the address of its API, and runs until its input ends.
   */
  public static final class Main {
    private Main() {}

    /** Takes settings, each as {@code key=value}. */
    public static void main(String[] arguments) throws IOException {
      Map<String, String> settings = new HashMap<>();
      for (String argument : arguments) {
        int end = argument.indexOf('=');
        settings.put(argument.substring(0, end), argument.substring(end + 1));
      }
      try (Headwater headwater = Headwater.start(Settings.of(settings))) {
        headwater
            .failure()
            .thenAccept(
                cause -> {
                  cause.printStackTrace();
                  Runtime.getRuntime().halt(2);
                });
        System.out.println(headwater.url());
        System.in.transferTo(OutputStream.nullOutputStream());
      } finally {
        System.exit(0);
      }
    }
  }

  /** Starts the process, and returns when its API answers, which may be before it is ready. */
  public static ProcessorProcess start(Installation on) {
    return start(on, Map.of());
  }

  /** The same with settings that override those of the installation. */
  public static ProcessorProcess start(Installation on, Map<String, String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA);
    command.addAll(Logs.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Map<String, String> settings = new HashMap<>(on.processorSettings());
    settings.putAll(more);
    settings.forEach((key, value) -> command.add(key + "=" + value));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Otherwise glibc keeps memory that RocksDB has freed in an arena for each thread.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    try {
      return on.uses(connect(builder.start()));
    } catch (IOException failed) {
      throw new BenchException("cannot start a second Java: " + failed.getMessage(), failed);
    }
  }

  private static ProcessorProcess connect(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = output.readLine(); // null if the process ended before
    if (first == null) {
      process.destroyForcibly();
      throw new BenchException("the processor did not start; what it said is above");
    }
    return new ProcessorProcess(process, URI.create(first));
  }

  /** The address of its API. */
  public URI url() {
    return url;
  }

  /** A client for requests of the caller's own. */
  public HttpClient client() {
    return http;
  }

  /** The processor time that the process has used so far; 0 where the system does not tell. */
  public long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  long pid() {
    return process.pid();
  }

  /** Returns when {@code /readyz} answers 200. */
  public void awaitReady() {
    watch(START.plus(PATIENCE)).await(this::isReady);
  }

  private boolean isReady() {
    return status("/readyz") == 200;
  }

  /** Returns when everything that was sent, and everything that it set off, is committed. */
  public void awaitQuiescence() {
    watch(PATIENCE).await(() -> get("/api/v1/status").path("quiescent").asBoolean(false));
  }

  /**
   * Waits, from the start of the process on, until it is ready and a search reads no rows but those
   * that it found in the index.
   *
   * @return the seconds that it took to build the index: from the first look at which the process
   *     had taken a partition. From the call on if there was no such look before the end
   */
  public double awaitSearchIndex() {
    long begin = System.nanoTime();
    Await watch = watch(START.plus(PATIENCE));
    watch.await(() -> partitionsScanned() > 0 || isReady());
    if (partitionsScanned() > 0) {
      begin = System.nanoTime();
    }
    watch.await(() -> partitionsScanned() == 0 && searchWaiting() == 0 && isReady());
    return (System.nanoTime() - begin) / 1e9;
  }

  private Await watch(Duration patience) {
    return new Await(
        "the processor",
        patience,
        () -> process.isAlive() ? null : new IllegalStateException("its process has ended"));
  }

  /**
   * The resident memory in kilobytes by Linux's names: {@code VmRSS} now, {@code VmHWM} at most so
   * far. 0 on other systems.
   */
  public Map<String, Long> residentKilobytes() {
    Map<String, Long> found = new HashMap<>(Map.of("VmRSS", 0L, "VmHWM", 0L));
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (Files.exists(status)) {
      try {
        for (String line : Files.readAllLines(status)) {
          String[] parts = line.split("\\s+");
          found.computeIfPresent(
              parts[0].replace(":", ""), (name, none) -> Long.parseLong(parts[1]));
        }
      } catch (IOException ended) {
        throw new BenchException("the processor's process has ended", ended);
      }
    }
    return found;
  }

  /** The used heap, garbage included. */
  public double heapBytes() {
    return metric("jvm_memory_used_bytes{", "area=\"heap\"");
  }

  /** How many partitions a search reads row by row, because the index is not built. */
  public long partitionsScanned() {
    return (long) metric("headwater_search_partitions_scanned ", "");
  }

  /** How many changed assets the search index has not taken in. */
  public long searchWaiting() {
    return (long) metric("headwater_search_waiting ", "");
  }

  /** The sum of all metrics whose lines begin and go on like this; there must be one. */
  private double metric(String begin, String part) {
    return new String(body("/metrics"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(begin) && line.contains(part))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElseThrow(() -> new BenchException("the processor has no metric " + begin.strip()));
  }

  public JsonNode get(String path) {
    try {
      return JSON.readTree(body(path));
    } catch (IOException unreadable) {
      throw new BenchException("the processor answers no JSON to " + path, unreadable);
    }
  }

  /** The time from the request to the last byte of the answer. */
  public double millis(String path) {
    return timed(path).millis();
  }

  /**
   * An answer and how long it took.
   *
   * @param millis from the request to the last byte
   */
  public record Timed(double millis, String body) {}

  public Timed timed(String path) {
    long begin = System.nanoTime();
    HttpResponse<byte[]> answer = ask(path);
    double millis = (System.nanoTime() - begin) / 1e6;
    if (answer.statusCode() != 200) {
      throw new BenchException("the processor answers " + answer.statusCode() + " to " + path);
    }
    return new Timed(millis, new String(answer.body(), StandardCharsets.UTF_8));
  }

  private byte[] body(String path) {
    return ask(path).body();
  }

  private int status(String path) {
    return ask(path).statusCode();
  }

  /** Posts JSON, and returns the answer. */
  public JsonNode post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return JSON.readTree(send(request).body());
    } catch (IOException unreadable) {
      throw new BenchException("the processor answers no JSON to " + path, unreadable);
    }
  }

  private HttpResponse<byte[]> ask(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new BenchException("the processor does not answer: " + failed, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  /** Kills the process (kill -9). */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  /** Stops the process in order, and kills it if that takes longer than a minute. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException closed) {
      process.destroyForcibly();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
