package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.spool.SpoolOutbox;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows what a client reports about events that an earlier client left in the spool. Uses a {@link
 * FakeTransport}, real files, and a segment with a changed byte.
 */
class RecoveryTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long MEMORY = 1024 * 1024;
  private static final int EVENTS = 10;

  private final String first = "first-" + UUID.randomUUID();

  @TempDir private Path spool;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private HeadwaterClient client(String instance, FakeTransport transport) throws IOException {
    ClientSettings settings =
        ClientSettings.of(
            Map.of(
                "bootstrap.servers", "nowhere:1",
                "registry.url", "http://nowhere:2",
                "producer", "https://git.example/x@1",
                "retry.pause.millis", "1"));
    Ledger ledger = new Ledger();
    DeliveryListener listener =
        new DeliveryListener() {
          @Override
          public void failed(LineageEvent event, String reason) {
            heard.add("failed: " + reason);
          }

          @Override
          public void dropped(long events, String reason) {
            heard.add("dropped " + events + ": " + reason);
          }

          @Override
          public void recovered(long events) {
            heard.add("recovered " + events);
          }

          @Override
          public void waiting(String reason) {}

          @Override
          public void resumed() {}
        };
    Delivery delivery =
        new Delivery(
            instance,
            settings,
            ledger,
            SpoolOutbox.open(
                instance,
                new SpoolOutbox.Options(spool, settings.destination(), 64 * MEMORY, 0, MEMORY),
                ledger),
            transport,
            listener);
    return new HeadwaterClient(
        settings, List.of(), listener, CurrentTrace.NONE, Optional.of(delivery));
  }

  private void leaveEvents() throws IOException {
    try (HeadwaterClient client = client(first, new FakeTransport().away("away"))) {
      for (int i = 0; i < EVENTS; i++) {
        Data data = Data.dataset("lab", "d" + i, "1");
        client.emit(client.run("pipelines", "nightly", "r1").ingest(data).build());
      }
      assertThat(client.close(Duration.ZERO)).isEqualTo(new Remainder(EVENTS, List.of()));
    }
    heard.clear();
  }

  private void damageAnEvent() throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      Path segment =
          files.filter(file -> file.toString().endsWith("-00000001.events")).toList().get(0);
      try (RandomAccessFile bytes = new RandomAccessFile(segment.toFile(), "rw")) {
        // The middle is inside an event: notes may follow the events, but they are far shorter.
        bytes.seek(bytes.length() / 2);
        int old = bytes.read();
        bytes.seek(bytes.length() / 2);
        bytes.write(old ^ 1);
      }
    }
  }

  @Test
  void whatWasLeft_isToldToWait_beforeItIsDelivered() throws Exception {
    leaveEvents();

    FakeTransport transport = new FakeTransport().acknowledging().away("away");
    try (HeadwaterClient next = client("next-" + UUID.randomUUID(), transport)) {
      assertThat(heard.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("recovered " + EVENTS);
      assertThat(next.counts()).isEqualTo(new DeliveryCounts(EVENTS, 0, 0, 0, EVENTS));
      transport.away("");
      assertThat(next.flush(LONG)).isTrue();
    }
  }

  @Test
  void whatIsLost_isToldWithItsNumberAndItsProducer_andIsNotAmongWhatIsDelivered()
      throws Exception {
    leaveEvents();
    damageAnEvent();

    try (HeadwaterClient next =
        client("next-" + UUID.randomUUID(), new FakeTransport().acknowledging())) {
      assertThat(next.flush(LONG)).isTrue();
      next.close(LONG);

      assertThat(heard)
          .containsExactly(
              "dropped 1: the producer "
                  + first
                  + ", which is gone, had accepted them, and they are neither delivered nor in the"
                  + " spool",
              "recovered " + (EVENTS - 1));
      assertThat(next.counts()).isEqualTo(new DeliveryCounts(EVENTS, EVENTS - 1, 0, 1, EVENTS));
    }
  }
}
