package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.headwater.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows with real Kafka clients that the broker works, keeps what was written to its folder, and
 * refuses to start where it would do damage.
 */
class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void start_thenTransactionsAndGroupsWork() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "words")) {
      topic.create();
      topic.writeInTransaction("one", "two");
      assertThat(topic.readCommittedInGroup(2)).containsExactly("one", "two");
    }
  }

  @Test
  void close_temporaryFolder_leavesNothingBehind() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
    try (TestTopic topic = new TestTopic(broker.bootstrapServers(), "words")) {
      topic.create();
      topic.write("one");
    }
    assertThat(brokerFolders(temporary)).contains(broker.folder());
    broker.close();
    assertThat(brokerFolders(temporary)).doesNotContain(broker.folder());
  }

  private static List<Path> brokerFolders(Path temporary) throws IOException {
    try (Stream<Path> content = Files.list(temporary)) {
      return content
          .filter(path -> path.getFileName().toString().startsWith("headwater-"))
          .toList();
    }
  }

  @Test
  void start_sameFolderOtherPort_servesWhatWasWritten() throws Exception {
    int first = FreePort.next();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, first);
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "words")) {
      topic.create();
      topic.write("one", "two");
    }
    try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "words")) {
      assertThat(broker.port()).isNotEqualTo(taken.getLocalPort());
      assertThat(topic.readCommittedInGroup(2)).containsExactly("one", "two");
    }
  }

  @Test
  void start_afterKill_servesWhatWasAcknowledged() throws Exception {
    try (DevProcess process = DevProcess.start(folder);
        TestTopic topic = new TestTopic(process.bootstrapServers(), "words")) {
      topic.create();
      topic.writeInTransaction("one", "two");
      process.kill();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "words")) {
      topic.writeInTransaction("three");
      assertThat(topic.readCommittedInGroup(3)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void start_portTaken_saysSoAndFreesTheFolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, taken.getLocalPort()))
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "port %d for Kafka cannot be used (Address already in use): stop what uses it, or give"
                  + " another port (0 for a free one)",
              taken.getLocalPort());
    }
    EmbeddedBroker.start(folder, 0).close();
  }

  @Test
  void start_folderInUseByAnotherProcess_saysSo() throws Exception {
    try (DevProcess process = DevProcess.start(folder)) {
      assertThat(process.bootstrapServers()).startsWith("127.0.0.1:");
      assertInUse();
    }
  }

  @Test
  void start_folderInUseByThisProcess_saysSoAndLeavesItAlone() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        TestTopic topic = new TestTopic(broker.bootstrapServers(), "words")) {
      assertInUse();
      topic.create();
      topic.write("one");
    }
  }

  private void assertInUse() {
    assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
        .isInstanceOf(CannotStartException.class)
        .hasMessage(
            "the data folder %s is in use by another running Headwater: stop that one, or give"
                + " another folder",
            folder.resolve("kafka"));
  }

  @Test
  void start_folderOfAnotherCluster_isRefusedUntouched() throws Exception {
    Path kafka = Files.createDirectory(folder.resolve("kafka"));
    Files.writeString(kafka.resolve("meta.properties"), "version=1\ncluster.id=other\nnode.id=7\n");
    assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining(kafka.toString())
        .hasMessageContaining("not Headwater's");
    try (Stream<Path> content = Files.list(kafka)) {
      assertThat(content).containsExactly(kafka.resolve("meta.properties"));
    }
  }

  @Test
  void start_metadataOfAnotherClusterCopiedIn_isRefused() throws Exception {
    EmbeddedBroker.start(folder, 0).close();
    Path meta = folder.resolve("kafka").resolve("meta.properties");
    Files.writeString(meta, Files.readString(meta).replaceAll("cluster.id=.*", "cluster.id=other"));
    assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("cluster.id");
  }

  @Test
  void start_notAFolder_saysSo() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> EmbeddedBroker.start(file, 0))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("is not writable")
        .hasMessageContaining(file.toString());
  }

  @Test
  void start_readOnlyFolder_saysSo() throws Exception {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(locked)).as("permissions bind this user").isFalse();
    assertThatThrownBy(() -> EmbeddedBroker.start(locked, 0))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("is not writable (AccessDenied");
  }

  @Test
  void start_startAndClose_keepStandardOutputClean() {
    PrintStream standard = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      EmbeddedBroker.start(folder, 0).close();
    } finally {
      System.setOut(standard);
    }
    assertThat(captured.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
