package dev.headwater.sdk;

import dev.headwater.model.Job;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures what it costs to count a record of a step, with and without categories, beside a look-up
 * in a hash table with an addition. Each call has the next category, so the look-ups do not always
 * hit the same entry. Run with {@code -prof gc} for the allocation, and with {@code -t 2} for
 * threads that count the same step.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CountBenchmark {

  /** The categories of a dimension: few languages, and those of a large crawl. */
  @Param({"20", "1900"})
  private int categories;

  private final Data raw = Data.dataset("lab", "raw", "1");
  private final Data clean = Data.dataset("lab", "clean", "1");
  private final Map<String, LongAdder> plain = new ConcurrentHashMap<>();
  private Step<CleanBuilder> step;
  private String[] names;

  /** The position in the categories, one for each thread. */
  @State(Scope.Thread)
  public static class Turn {
    private int at;

    String next(String[] names) {
      at = at + 1 == names.length ? 0 : at + 1;
      return names[at];
    }
  }

  /** Begins a step that has counted every category once. */
  @Setup
  public void begin() {
    HeadwaterClient client =
        HeadwaterClient.builder().set(Setting.ENABLED, "false").build(Map.of());
    step = client.begin(Run.of("p", new Job("n", "j"), "r").clean(raw, clean));
    names = new String[categories];
    for (int i = 0; i < categories; i++) {
      names[i] = "category-" + i;
      step.read(raw, 1).in("language", names[i]).in("region", names[i]);
      plain.put(names[i], new LongAdder());
    }
  }

  @Benchmark
  public void lookUp(Turn turn) {
    plain.get(turn.next(names)).increment();
  }

  @Benchmark
  public String readWithoutCategory(Turn turn) {
    step.read(raw, 1);
    return turn.next(names);
  }

  @Benchmark
  public void readIn(Turn turn) {
    step.read(raw, 1).in("language", turn.next(names));
  }

  @Benchmark
  public void readInTwoDimensions(Turn turn) {
    String name = turn.next(names);
    step.read(raw, 1).in("language", name).in("region", name);
  }

  @Benchmark
  public String readManyWithoutCategory(Turn turn) {
    step.read(raw, 7);
    return turn.next(names);
  }

  @Benchmark
  public void readManyIn(Turn turn) {
    step.read(raw, 7).in("language", turn.next(names));
  }
}
