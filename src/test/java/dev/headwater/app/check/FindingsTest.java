package dev.headwater.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.settings.Settings;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.Finding.Status;
import dev.headwater.app.topics.TopicJudge;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.store.StateFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Judges what cannot be planted in a single broker or a folder of this machine. */
class FindingsTest {

  private static final long MIB = 1024 * 1024;
  private static final Uuid GRAPH = Uuid.randomUuid();
  private static final Node ONE = new Node(1, "a", 1);
  private static final Node TWO = new Node(2, "b", 1);
  private static final Node THREE = new Node(3, "c", 1);

  @TempDir private Path folder;

  private List<Finding> state(ToLongFunction<Path> usable) {
    Settings settings =
        Settings.of(
            Map.of(
                "bootstrap.servers", "k:1",
                "registry.url", "http://r:1",
                "state.dir", folder.toString()));
    return new MachineCheck(settings, usable).state(Optional.of(GRAPH));
  }

  @Test
  void state_ofAFullDisk_isWrong_ofANearlyFullOneAWarning() {
    assertThat(state(path -> 255 * MIB)).extracting(Finding::status).containsExactly(Status.WRONG);
    assertThat(state(path -> 300 * MIB))
        .extracting(Finding::status)
        .containsExactly(Status.WARNING);
    assertThat(state(path -> 9_000 * MIB)).extracting(Finding::status).containsExactly(Status.OK);
  }

  @Test
  void state_whoseSpaceIsNotTold_isUnknown() {
    ToLongFunction<Path> broken =
        path -> {
          throw new UncheckedIOException(new IOException("stale handle"));
        };
    assertThat(state(broken)).extracting(Finding::status).containsExactly(Status.UNKNOWN);
  }

  private Path store() throws IOException {
    return Files.createDirectories(
        folder
            .resolve("headwater")
            .resolve(GRAPH.toString())
            .resolve("headwater")
            .resolve("0_0")
            .resolve("rocksdb")
            .resolve(GraphTopology.STORE));
  }

  private void write(String key, byte[] value) throws IOException, RocksDBException {
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB store = RocksDB.open(options, store().toString())) {
      store.put(key.getBytes(StandardCharsets.UTF_8), value);
    }
  }

  @Test
  void state_ofALaterFormat_isWrong() throws Exception {
    write("V", ByteBuffer.allocate(4).putInt(StateFormat.VERSION + 1).array());

    assertThat(state(path -> 9_000 * MIB).get(1))
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.WRONG);
              assertThat(finding.what()).contains("has format " + (StateFormat.VERSION + 1));
              assertThat(finding.remedy()).contains("run the later version");
            });
  }

  @Test
  void state_ofAnEarlierFormat_isAWarning_andOfThisFormatFine() throws Exception {
    write("N-some-row", new byte[] {1});
    assertThat(state(path -> 9_000 * MIB).get(1).what()).contains("has format 0");

    write("V", ByteBuffer.allocate(4).putInt(StateFormat.VERSION - 1).array());
    assertThat(state(path -> 9_000 * MIB).get(1))
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.WARNING);
              assertThat(finding.what()).contains("the start rebuilds it from the events");
            });

    write("V", ByteBuffer.allocate(4).putInt(StateFormat.VERSION).array());
    assertThat(state(path -> 9_000 * MIB).get(1).status()).isEqualTo(Status.OK);
  }

  @Test
  void state_thatCannotBeRead_isUnknown() throws Exception {
    Files.writeString(store().resolve("CURRENT"), "damaged");

    assertThat(state(path -> 9_000 * MIB).get(1).status()).isEqualTo(Status.UNKNOWN);
  }

  private static TopicDescription topic(List<Node> replicas, List<Node> inSync, Node leader) {
    return new TopicDescription(
        "t", false, List.of(new TopicPartitionInfo(0, leader, replicas, inSync)));
  }

  private static List<Status> replicas(TopicDescription topic, String minimum, int brokers) {
    Map<String, String> config =
        minimum.isEmpty() ? Map.of() : Map.of("min.insync.replicas", minimum);
    return TopicJudge.replicas(topic, config, brokers).stream().map(Finding::status).toList();
  }

  @Test
  void replicas_areJudgedByBrokersAndMinimum() {
    List<Node> all = List.of(ONE, TWO, THREE);
    assertThat(replicas(topic(all, all, ONE), "2", 3)).isEmpty();
    assertThat(replicas(topic(all, all, ONE), "3", 3)).containsExactly(Status.WARNING);
    assertThat(replicas(topic(all, all, ONE), "1", 3)).containsExactly(Status.WARNING);
    assertThat(replicas(topic(List.of(ONE), List.of(ONE), ONE), "1", 1)).isEmpty();
    assertThat(replicas(topic(List.of(ONE), List.of(ONE), ONE), "1", 3))
        .containsExactly(Status.WARNING);
    assertThat(replicas(topic(List.of(ONE, TWO), List.of(ONE, TWO), ONE), "3", 3))
        .contains(Status.WRONG);
    assertThat(replicas(topic(all, List.of(ONE), ONE), "2", 3)).containsExactly(Status.WRONG);
    assertThat(replicas(topic(all, List.of(), null), "2", 3)).containsExactly(Status.WRONG);
    assertThat(replicas(topic(all, all, ONE), "", 3)).containsExactly(Status.UNKNOWN);
    assertThat(replicas(topic(all, all, ONE), "2", 0)).containsExactly(Status.UNKNOWN);
  }

  @Test
  void clock_isJudgedByTheDifferenceBeyondItsResolution() {
    assertThat(ClockCheck.difference("x", 900, 0).status()).isEqualTo(Status.OK);
    assertThat(ClockCheck.difference("x", 1_900, 1_000).status()).isEqualTo(Status.OK);
    assertThat(ClockCheck.difference("x", -1_001, 0).status()).isEqualTo(Status.WARNING);
    assertThat(ClockCheck.difference("x", -1_001, 0).what()).contains("1001 ms behind");
    assertThat(ClockCheck.difference("x", 10_001, 0).status()).isEqualTo(Status.WRONG);
    assertThat(ClockCheck.outside(50, 100, 200)).isEqualTo(-50);
    assertThat(ClockCheck.outside(150, 100, 200)).isZero();
    assertThat(ClockCheck.outside(250, 100, 200)).isEqualTo(50);
  }
}
