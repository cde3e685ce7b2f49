package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows that a client delivers only what was left for its own brokers and topic, although clients
 * for others use the same folder, and that the others' events stay for them.
 */
@Timeout(300)
class DestinationTest extends SpoolFixture {

  private static final String TOPIC = "headwater.events";

  private Client client(String servers, String topic) throws Exception {
    destination = Destination.of(servers, topic);
    return client();
  }

  private void killWithEvents(String servers, String topic) throws Exception {
    Client killed = client(servers, topic);
    killed.emit(5, 100);
    killed.kill();
  }

  @Test
  void eventsForOtherBrokers_stay_andTheirOwnClientDeliversThem() throws Exception {
    killWithEvents("test:9092", TOPIC);

    Client other = client("live:9092", TOPIC);
    other.emit(1, 100);
    assertThat(other.deliver(100)).hasSize(1);
    assertThat(other.ledger.counts()).isEqualTo(new Ledger.Counts(1, 1, 0, 0, 0));
    assertThat(other.ledger.awaitSettled(LONG)).as("they are not waited for").isTrue();
    assertThat(other.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(0, List.of()));

    Client own = client("test:9092", TOPIC);
    assertThat(own.deliver(100)).containsExactly(numbers(1, 5));
    own.outbox.end(LONG);
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void eventsForAnotherTopic_stay() throws Exception {
    killWithEvents("k:9092", "test.events");

    assertThat(client("k:9092", TOPIC).deliver(100)).isEmpty();
    assertThat(client("k:9092", "test.events").deliver(100)).hasSize(5);
  }

  @Test
  void eventsForOtherBrokers_thatAreOnlyInSharedMemory_stayToo() throws Exception {
    disk.fill();
    killWithEvents("test:9092", TOPIC);

    assertThat(client("live:9092", TOPIC).deliver(100)).isEmpty();
    assertThat(client("test:9092", TOPIC).deliver(100)).hasSize(5);
  }

  @Test
  void theSameBrokers_inAnotherOrder_orWithOneMore_areTheSame() throws Exception {
    killWithEvents("a:9092, b:9092", TOPIC);
    killWithEvents("B:9092,a:9092", TOPIC);
    killWithEvents("b:9092,c:9092", TOPIC);

    assertThat(client("a:9092,b:9092,d:9092", TOPIC).deliver(100)).hasSize(15);
  }

  @Test
  void aNoteThatCouldNotBeWritten_isReadFromItsName() throws Exception {
    killWithEvents("test:9092", TOPIC);
    Path note =
        files().stream().filter(file -> file.toString().contains(".to-")).findFirst().orElseThrow();
    Files.write(note, new byte[0]);

    assertThat(client("live:9092", TOPIC).deliver(100)).isEmpty();
    assertThat(client("test:9092", TOPIC).deliver(100)).hasSize(5);
  }

  @Test
  void whatAnEarlierVersionLeft_withoutANote_isDelivered() throws Exception {
    killWithEvents("test:9092", TOPIC);
    for (Path file : files()) {
      if (file.toString().contains(".to-")) {
        Files.delete(file);
      }
    }

    assertThat(client("live:9092", TOPIC).deliver(100)).hasSize(5);
  }
}
