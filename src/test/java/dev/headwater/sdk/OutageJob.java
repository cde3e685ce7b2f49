package dev.headwater.sdk;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A job that emits numbered events at full speed, in a process of its own that a test can kill. The
 * id of an event contains its number.
 */
final class OutageJob {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private OutageJob() {}

  /** The position in {@link #progress} of the number of the last emitted event. */
  static final int EMITTED = 0;

  /** The position in {@link #progress} of the number up to which the job may emit. */
  static final int ALLOWED = Long.BYTES;

  /** The position in {@link #progress} of the number of dropped events. */
  static final int DROPPED = 2 * Long.BYTES;

  /**
   * Maps a file into memory that survives the job. It holds how far the job has come and how far it
   * may go.
   */
  static MappedByteBuffer progress(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 3 * Long.BYTES);
    }
  }

  static UUID id(long number) {
    return new UUID(0, number);
  }

  /**
   * Emits the events and prints the final counts.
   *
   * @param args the brokers, the registry, the folder of the spool, the progress file, the first
   *     number and the last
   */
  public static void main(String[] args) throws Exception {
    MappedByteBuffer progress = progress(Path.of(args[3]));
    long first = Long.parseLong(args[4]);
    long last = Long.parseLong(args[5]);
    HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers(args[0])
            .registryUrl(args[1])
            .producer("https://git.example/outage@1")
            .spool(Path.of(args[2]))
            .set(Setting.SPOOL_BYTES, "8388608")
            .set(Setting.QUEUE_BYTES, "2097152")
            .set(Setting.CONNECT_TIMEOUT_MILLIS, "2000")
            .build();
    long[] emitted = {0};
    Thread auditor = new Thread(() -> audit(client), "auditor");
    auditor.setDaemon(true);
    auditor.start();
    Run run = client.run("outage", "job", "r" + first);
    for (long number = first; number <= last; number++) {
      while (progress.getLong(ALLOWED) < number) {
        Thread.onSpinWait();
      }
      client.emit(
          run.transform(
                  Data.dataset("lab", "in-" + number % 100, "1"),
                  Data.dataset("lab", "out-" + number % 1_000, "1"))
              .eventId(id(number))
              .build());
      emitted[0]++;
      progress.putLong(EMITTED, number);
      progress.putLong(DROPPED, client.counts().dropped());
    }
    boolean flushed = client.flush(PATIENCE);
    Remainder remainder = client.close(Duration.ofSeconds(30));
    DeliveryCounts counts = client.counts();
    if (counts.accepted() != emitted[0] + counts.recovered()) {
      throw new AssertionError("emitted " + emitted[0] + ", " + counts);
    }
    System.out.println(
        "done "
            + String.join(
                " ",
                List.of(
                    Boolean.toString(flushed),
                    Long.toString(remainder.spooled()),
                    Integer.toString(remainder.lost().size()),
                    Long.toString(counts.accepted()),
                    Long.toString(counts.delivered()),
                    Long.toString(counts.failed()),
                    Long.toString(counts.dropped()),
                    Long.toString(counts.recovered()))));
  }

  /**
   * Ends the process if a count decreases, or if more events have an outcome than were accepted.
   */
  private static void audit(HeadwaterClient client) {
    DeliveryCounts before = client.counts();
    while (true) {
      DeliveryCounts now = client.counts();
      boolean sound =
          now.pending() >= 0
              && now.accepted() >= before.accepted()
              && now.delivered() >= before.delivered()
              && now.failed() >= before.failed()
              && now.dropped() >= before.dropped();
      if (!sound) {
        System.out.println("unsound " + before + " " + now);
        Runtime.getRuntime().halt(3);
      }
      before = now;
      Thread.onSpinWait();
    }
  }
}
