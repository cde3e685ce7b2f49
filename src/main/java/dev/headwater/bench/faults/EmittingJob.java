package dev.headwater.bench.faults;

import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.SynthesisKind;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.DeliveryListener;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Run;
import dev.headwater.sdk.Setting;
import dev.headwater.sdk.Synthesis;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of a job that is to be killed. It emits numbered events in bursts. To its standard
 * output it writes, without a buffer, {@code e <number>} after {@code emit} has returned, and
 * {@code d <count>} when its client reports lost events.
 */
final class EmittingJob {
  private static final int EVENTS = 8_000;
  private static final int LONGEST_BURST = 50;
  private static final int LONGEST_PAUSE_MILLIS = 50;
  private static final int LONGEST_TEXT = 1_500;

  private EmittingJob() {}

  /** The id of an event, which contains the number of its job. */
  static UUID id(int job, long number) {
    return new UUID(job, number);
  }

  /** Takes the brokers, the registry, the spool folder, the job's number and its seed. */
  public static void main(String[] arguments) {
    ParentWatch.begin();
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    int job = Integer.parseInt(arguments[3]);
    Random dice = new Random(Long.parseLong(arguments[4]));
    HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers(arguments[0])
            .registryUrl(arguments[1])
            .spool(Path.of(arguments[2]))
            .producer("https://git.example/kills@1")
            .set(Setting.CONNECT_TIMEOUT_MILLIS, "2000")
            .set(Setting.RETRY_PAUSE_MAX_MILLIS, "1000")
            .listener(new Losses(out))
            .build();
    Run run = client.run("kills", "job", "r" + job);
    int number = 0;
    while (number < EVENTS) {
      for (int burst = 1 + dice.nextInt(LONGEST_BURST); burst > 0; burst--) {
        client.emit(event(run, job, ++number, dice));
        say(out, "e " + number);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(dice.nextInt(LONGEST_PAUSE_MILLIS)));
    }
    while (true) {
      LockSupport.park(); // until it is killed
    }
  }

  private static LineageEvent event(Run run, int job, int number, Random dice) {
    return run.synthesize(Data.dataset("kills", "out-" + number % 100, "1"))
        .input(Data.dataset("kills", "in-" + number % 10, "1"), Role.SEED)
        .synthesis(
            Synthesis.of(SynthesisKind.LLM)
                .prompt("user", "x".repeat(1 + dice.nextInt(LONGEST_TEXT))))
        .eventId(id(job, number))
        .build();
  }

  private static void say(FileOutputStream out, String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private record Losses(FileOutputStream out) implements DeliveryListener {
    @Override
    public void failed(LineageEvent event, String reason) {
      say(out, "d 1");
    }

    @Override
    public void dropped(long events, String reason) {
      say(out, "d " + events);
    }

    @Override
    public void waiting(String reason) {
      // The broker is down: this is part of the test.
    }

    @Override
    public void resumed() {
      // As above.
    }
  }
}
