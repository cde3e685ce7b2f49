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
 * A job in a process of its own, to be killed: emits numbered events at full speed. A number stands
 * in the event's id.
 */
final class OutageJob {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private OutageJob() {}

  /** Where in {@link #progress} the last number that was emitted is. */
  static final int EMITTED = 0;

  /** Where in {@link #progress} the number is up to which it may go. */
  static final int ALLOWED = Long.BYTES;

  /** Where in {@link #progress} the number of dropped events is. */
  static final int DROPPED = 2 * Long.BYTES;

  /** How far a job has come, and may go, in memory that outlives it. */
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
   * Takes brokers, registry, spool folder, progress file, the first number and the last. Prints the
   * final counts.
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

  /** The counts never go back, and never tell of more events than were accepted. */
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
