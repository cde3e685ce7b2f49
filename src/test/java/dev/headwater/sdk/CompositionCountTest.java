package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * Shows what an event states of the categories that a step counted: sums, unknown records, limits,
 * and that counting from several threads loses nothing. Uses a client that sends nothing.
 */
class CompositionCountTest {

  private static final Data RAW = Data.dataset("lab", "raw", "1");
  private static final Data CLEAN = Data.dataset("lab", "clean", "1");
  private static final int THREADS = 8;

  private final List<String> heard = new ArrayList<>();
  private final HeadwaterClient client =
      HeadwaterClient.builder()
          .set(Setting.ENABLED, "false")
          .listener(new Recording())
          .build(Map.of());
  private final Run run = Run.of("p", new Job("pipelines", "nightly"), "r1");

  private final class Recording implements DeliveryListener {
    @Override
    public void failed(LineageEvent event, String reason) {}

    @Override
    public void waiting(String reason) {}

    @Override
    public void resumed() {}

    @Override
    public void compositionCut(Job job, String id, String reason) {
      heard.add(job.name() + " " + id + ": " + reason);
    }
  }

  private LineageEvent cleaned(Consumer<Step<CleanBuilder>> work) {
    return client.step(run.clean(RAW, CLEAN), work::accept);
  }

  private Composition onlyOutput(LineageEvent event) {
    assertThat(event.outputs().get(0).composition()).hasSize(1);
    return event.outputs().get(0).composition().get(0);
  }

  private static Composition records(String dimension, Map<String, Double> counts, double unknown) {
    return new Composition(
        dimension, "records", CompositionMethod.MEASURED, new TreeMap<>(counts), unknown);
  }

  @Test
  void complete_statesWhatWasCounted_besideTheRecords() {
    LineageEvent event =
        cleaned(
            step -> {
              for (String language : List.of("sw", "ii", "sw", "en")) {
                step.read(RAW, 1).in("language", language).in("region", "KE");
                if (!language.equals("ii")) {
                  step.wrote(CLEAN, 1).in("language", language);
                }
              }
              step.read(RAW, 96).in("language", "en").in("region", "GB");
            });

    assertThat(event.inputs().get(0).records()).hasValue(100);
    assertThat(event.inputs().get(0).composition())
        .containsExactly(
            records("language", Map.of("sw", 2.0, "ii", 1.0, "en", 97.0), 0),
            records("region", Map.of("KE", 4.0, "GB", 96.0), 0));
    assertThat(event.outputs().get(0).records()).hasValue(3);
    assertThat(event.outputs().get(0).composition())
        .containsExactly(records("language", Map.of("sw", 2.0, "en", 1.0), 0));
    assertThat(EventAvro.decode(EventAvro.encode(event))).isEqualTo(event);
    assertThat(heard).isEmpty();
  }

  @Test
  void recordsWithoutACategory_areUnknown_inEachDimensionThatOthersHave() {
    LineageEvent event =
        cleaned(
            step -> {
              step.wrote(CLEAN, 5);
              step.wrote(CLEAN, 1).in("language", "sw").in("region", null);
              step.wrote(CLEAN, 2).in("language", null);
              step.wrote(CLEAN, 3).in("language", " \t");
              step.wrote(CLEAN, 4).in("language", "\u00a0");
            });

    assertThat(event.outputs().get(0).composition())
        .containsExactly(
            records("language", Map.of("sw", 1.0), 14), records("region", Map.of(), 15));
    assertThat(event.outputs().get(0).records()).hasValue(15);
    assertThat(heard).isEmpty();
  }

  @Test
  void anOutputThatIsCountedAndGetsNothing_hasNone_inEachDimensionThatWasRead() {
    LineageEvent event =
        cleaned(
            step -> {
              step.wrote(CLEAN, 0);
              step.read(RAW, 40).in("language", "ii").in("region", "KE");
            });

    assertThat(event.outputs().get(0).records()).hasValue(0);
    assertThat(event.outputs().get(0).composition())
        .containsExactly(records("language", Map.of(), 0), records("region", Map.of(), 0));
    assertThat(EventAvro.decode(EventAvro.encode(event))).isEqualTo(event);
    assertThat(heard).isEmpty();
  }

  @Test
  void anOutputThatIsNotCounted_statesNothing_becauseTheStepMayCountReadsOnly() {
    LineageEvent event = cleaned(step -> step.read(RAW, 40).in("language", "ii"));

    assertThat(event.outputs().get(0).records()).isEmpty();
    assertThat(event.outputs().get(0).composition()).isEmpty();
  }

  @Test
  void ofTwoOutputs_onlyTheOneThatIsCounted_hasNone() {
    Data other = Data.dataset("lab", "rejected", "1");
    LineageEvent event =
        cleaned(
            step -> {
              step.output(other);
              step.wrote(CLEAN, 0);
              step.read(RAW, 40).in("language", "ii");
            });

    assertThat(event.outputs().get(0).composition())
        .containsExactly(records("language", Map.of(), 0));
    assertThat(event.outputs().get(1).records()).isEmpty();
    assertThat(event.outputs().get(1).composition()).isEmpty();
  }

  @Test
  void anOutputThatGetsRecordsWithoutCategories_statesNothingOfThem() {
    LineageEvent event =
        cleaned(
            step -> {
              step.read(RAW, 40).in("language", "ii");
              step.wrote(CLEAN, 3);
            });

    assertThat(event.outputs().get(0).records()).hasValue(3);
    assertThat(event.outputs().get(0).composition()).isEmpty();
  }

  @Test
  void whatAnEmptyOutputStatesItself_stands() {
    Data stated = CLEAN.measured("language", "records", Map.of("sw", 7));
    LineageEvent event =
        client.step(
            run.clean(RAW, stated),
            step -> {
              step.wrote(CLEAN, 0);
              step.read(RAW, 40).in("language", "ii");
            });

    assertThat(event.outputs().get(0).composition())
        .containsExactly(records("language", Map.of("sw", 7.0), 0));
  }

  @Test
  void anEmptyOutput_statesNoMoreDimensionsThanItCanHave() {
    Data second = Data.dataset("lab", "more", "1");
    LineageEvent event =
        cleaned(
            step -> {
              step.input(second);
              step.wrote(CLEAN, 0);
              for (int i = 0; i < Limits.ENTRIES; i++) {
                step.read(RAW, 1).in("a" + i, "x");
                step.read(second, 1).in("b" + i, "x");
              }
            });

    assertThat(event.outputs().get(0).composition()).hasSize(Limits.ENTRIES);
  }

  @Test
  void aCategoryOfNoRecords_isStatedAsNone() {
    LineageEvent event = cleaned(step -> step.wrote(CLEAN, 0).in("language", "ii"));

    assertThat(onlyOutput(event)).isEqualTo(records("language", Map.of("ii", 0.0), 0));
  }

  @Test
  void whatIsCounted_replacesWhatTheDataStatesInTheSameDimensionAndUnit() {
    Composition hours = CompositionBuilder.measured("language").unit("hours").count("x", 1).build();
    Composition region = CompositionBuilder.declared("region").count("KE", 7).build();
    Data stated =
        CLEAN
            .composition(hours)
            .composition(CompositionBuilder.estimated("language").count("sw", 100))
            .composition(region);

    LineageEvent counted =
        client.step(run.clean(RAW, stated), step -> step.wrote(stated, 9).in("language", "sw"));
    LineageEvent uncounted = client.step(run.clean(RAW, stated), step -> step.wrote(stated, 9));

    assertThat(counted.outputs().get(0).composition())
        .containsExactly(hours, region, records("language", Map.of("sw", 9.0), 0));
    assertThat(uncounted.outputs().get(0).composition()).hasSize(3);
  }

  @Test
  void anInputInSeveralRoles_statesTheSameInEach() {
    LineageEvent event =
        cleaned(
            step -> {
              step.input(RAW, Role.REFERENCE);
              step.read(RAW, 3).in("language", "sw");
            });

    assertThat(event.inputs())
        .hasSize(2)
        .allSatisfy(
            input ->
                assertThat(input.composition())
                    .containsExactly(records("language", Map.of("sw", 3.0), 0)));
  }

  @Test
  void manyThreads_loseNothing() throws Exception {
    int each = 20_000;
    int languages = 300;
    Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN));
    inThreads(
        thread -> {
          for (int i = 0; i < each; i++) {
            String language = "l" + (i + thread) % languages;
            step.read(RAW, 1).in("language", language).in("thread", "t" + thread);
            if (i % 2 == 0) {
              step.wrote(CLEAN, 2).in("language", i % 4 == 0 ? language : null);
            }
          }
        });
    LineageEvent event = step.complete();

    TreeMap<String, Double> read = new TreeMap<>();
    TreeMap<String, Double> written = new TreeMap<>();
    TreeMap<String, Double> threads = new TreeMap<>();
    for (int thread = 0; thread < THREADS; thread++) {
      threads.put("t" + thread, (double) each);
      for (int i = 0; i < each; i++) {
        read.merge("l" + (i + thread) % languages, 1.0, Double::sum);
        if (i % 4 == 0) {
          written.merge("l" + (i + thread) % languages, 2.0, Double::sum);
        }
      }
    }
    assertThat(event.inputs().get(0).composition())
        .containsExactly(records("language", read, 0), records("thread", threads, 0));
    assertThat(onlyOutput(event)).isEqualTo(records("language", written, THREADS * each / 2.0));
    assertThat(event.inputs().get(0).records()).hasValue((long) THREADS * each);
    assertThat(event.outputs().get(0).records()).hasValue((long) THREADS * each);
    assertThat(heard).isEmpty();
  }

  @Test
  void newCategories_thatManyThreadsCountAtOnce_loseNothing() throws Exception {
    // Threads that are behind find the categories there, and so catch up with the first one.
    for (int attempt = 0; attempt < 20; attempt++) {
      Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN));
      inThreads(thread -> wroteCategories(step, 0, Limits.CATEGORIES));
      Composition language = onlyOutput(step.complete());

      assertThat(language.counts()).hasSize(Limits.CATEGORIES);
      assertThat(language.counts().values()).containsOnly((double) THREADS);
      assertThat(language.unknown()).isZero();
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void countsWhileTheStepIsCompleted_addUpToTheRecords() throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN));
      LineageEvent[] event = new LineageEvent[1];
      step.wrote(CLEAN, 1).in("language", "sw").in("region", "KE");
      inThreads(
          thread -> {
            if (thread == 0) {
              event[0] = step.complete();
              return;
            }
            for (int i = 0; i < 200; i++) {
              step.wrote(CLEAN, 1).in("language", "sw").in("region", "KE");
            }
          });

      double records = event[0].outputs().get(0).records().getAsLong();
      assertThat(event[0].outputs().get(0).composition())
          .hasSize(2)
          .allSatisfy(
              one ->
                  assertThat(one.counts().values().iterator().next() + one.unknown())
                      .isEqualTo(records));
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void theMostCategories_areAllStated_andOneMoreIsUnknown_andToldOnce() {
    LineageEvent all = cleaned(step -> wroteCategories(step, 0, Limits.CATEGORIES));
    assertThat(onlyOutput(all).counts()).hasSize(Limits.CATEGORIES);
    assertThat(onlyOutput(all).unknown()).isZero();
    assertThat(heard).isEmpty();

    LineageEvent more =
        cleaned(
            step -> {
              wroteCategories(step, 0, Limits.CATEGORIES);
              step.wrote(CLEAN, 7).in("language", "one more");
              step.wrote(CLEAN, 5).in("language", "another");
              step.wrote(CLEAN, 3).in("language", "c0");
            });

    assertThat(onlyOutput(more).counts())
        .hasSize(Limits.CATEGORIES)
        .containsEntry("c0", 4.0)
        .doesNotContainKey("one more");
    assertThat(onlyOutput(more).unknown()).isEqualTo(12);
    assertThat(heard)
        .containsExactly(
            "nightly r1: language of dataset:lab:clean@1: 12 records count as unknown, because of"
                + " the limits of 10000 categories and 512 code points a name and 3145728 bytes a"
                + " step");
  }

  private static void wroteCategories(Step<CleanBuilder> step, int from, int to) {
    for (int i = from; i < to; i++) {
      step.wrote(CLEAN, 1).in("language", "c" + i);
    }
  }

  @Test
  void theMostCategories_fromManyThreads_areNeverExceeded() throws Exception {
    int each = 3_000;
    Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN));
    inThreads(thread -> wroteCategories(step, thread * each, (thread + 1) * each));
    Composition language = onlyOutput(step.complete());

    assertThat(language.counts()).hasSize(Limits.CATEGORIES);
    assertThat(language.counts().values()).containsOnly(1.0);
    assertThat(language.unknown()).isEqualTo(THREADS * each - Limits.CATEGORIES);
    assertThat(heard).hasSize(1);
  }

  @Test
  void theMostDimensions_areAllStated_andOneMoreIsNot() {
    LineageEvent event =
        cleaned(
            step -> {
              for (int i = 0; i <= Limits.ENTRIES; i++) {
                step.read(RAW, 1).in("d" + i, "c");
              }
              step.read(RAW, 1).in("d0", "c");
            });

    assertThat(event.inputs().get(0).composition())
        .hasSize(Limits.ENTRIES)
        .noneMatch(one -> one.dimension().equals("d" + Limits.ENTRIES))
        .contains(records("d0", Map.of("c", 2.0), Limits.ENTRIES));
    assertThat(heard)
        .singleElement()
        .asString()
        .startsWith("nightly r1: dataset:lab:raw@1: 1 records are not counted in a dimension");
  }

  @Test
  void theLargestEvent_canStillBeDelivered() {
    assertLargest(3, "\ua188\ua320".repeat(Limits.ID_CODE_POINTS / 2 - 3));
    assertLargest(14, "");
  }

  /** Counts more than an event may have of categories with this prefix. */
  private void assertLargest(int dimensions, String prefix) {
    heard.clear();
    LineageEvent event =
        cleaned(
            step -> {
              for (int d = 0; d < dimensions; d++) {
                for (int c = 0; c < Limits.CATEGORIES; c++) {
                  step.read(RAW, 1).in("d" + d, prefix + c);
                  step.wrote(CLEAN, 1).in("d" + d, prefix + c);
                }
              }
            });

    assertThat(EventAvro.encode(event).length)
        .isBetween((int) CompositionRoom.BYTES * 8 / 10, (int) CompositionRoom.BYTES + 1_000);
    double records = event.outputs().get(0).records().getAsLong();
    assertThat(event.outputs().get(0).composition())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.counts().size() + one.unknown()).isEqualTo(records));
    assertThat(heard).singleElement().asString().contains("more like this)");
  }

  @Test
  void namesThatAnEventCannotHave_areUnknown_andNeverThrow() {
    String longest = "x".repeat(Limits.ID_CODE_POINTS - 1) + "\ud83c\udf0d";
    LineageEvent event =
        cleaned(
            step -> {
              step.wrote(CLEAN, 1).in("language", longest);
              step.wrote(CLEAN, 10).in("language", longest + "x");
              step.wrote(CLEAN, 100).in("language", "\ud83c");
              step.wrote(CLEAN, 1_000).in("language", "\udf0d\ud83c");
              step.wrote(CLEAN, 1).in(null, "sw").in(" ", "sw").in(longest + "x", "sw");
            });

    assertThat(onlyOutput(event)).isEqualTo(records("language", Map.of(longest, 1.0), 1_111));
    assertThat(heard)
        .singleElement()
        .asString()
        .startsWith("nightly r1: dataset:lab:clean@1: 3 records are not counted in a dimension")
        .endsWith(" (and 1 more like this)");
  }

  @Test
  void aRecordInTwoCategoriesOfADimension_leavesTheCompositionOut_andIsTold() {
    LineageEvent event =
        cleaned(
            step ->
                step.wrote(CLEAN, 2)
                    .in("lang\nuage", "sw")
                    .in("lang\nuage", "en")
                    .in("region", "KE"));

    assertThat(onlyOutput(event)).isEqualTo(records("region", Map.of("KE", 2.0), 0));
    assertThat(heard)
        .containsExactly(
            "nightly r1: lang?uage of dataset:lab:clean@1 is left out: 4 of 2 records are in a"
                + " category, so some were counted twice");
  }

  @Test
  void negativeCounts_correct_butNeverBelowNone() {
    LineageEvent event =
        cleaned(
            step -> {
              step.wrote(CLEAN, 9).in("language", "sw").in("region", "KE");
              step.wrote(CLEAN, -2).in("language", "sw").in("region", "GB");
            });

    assertThat(onlyOutput(event)).isEqualTo(records("language", Map.of("sw", 7.0), 0));
    assertThat(heard).singleElement().asString().contains("region").contains("-2 records");
  }

  @Test
  void aListenerThatThrows_changesNothing() {
    HeadwaterClient other =
        HeadwaterClient.builder()
            .set(Setting.ENABLED, "false")
            .listener(
                new DeliveryListener() {
                  @Override
                  public void failed(LineageEvent event, String reason) {}

                  @Override
                  public void waiting(String reason) {}

                  @Override
                  public void resumed() {}

                  @Override
                  public void compositionCut(Job job, String id, String reason) {
                    heard.add(reason);
                    throw new IllegalStateException("from the listener");
                  }
                })
            .build(Map.of());

    assertThatCode(
            () ->
                other.step(
                    run.clean(RAW, CLEAN), step -> step.wrote(CLEAN, 1).in("language", "\ud83c")))
        .doesNotThrowAnyException();
    assertThat(heard).hasSize(1);
    assertThat(other.failedRuns()).isZero();
  }

  @Test
  void aFailedStep_tellsNothingOfCategories() {
    try (Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN))) {
      step.wrote(CLEAN, 1).in("language", "\ud83c");
    }

    assertThat(client.failedRuns()).isEqualTo(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void countingSingleRecords_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Step<CleanBuilder> step = client.begin(run.clean(RAW, CLEAN));
    String[] languages = {"sw", "ii", "en"};
    count(step, languages, 1);

    long before = threads.getCurrentThreadAllocatedBytes();
    count(step, languages, 100_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // Far less than a byte a call: some of it may be the test's own.
    assertThat(allocated).isLessThan(20_000);
  }

  private static void count(Step<CleanBuilder> step, String[] languages, int times) {
    for (int i = 0; i < times; i++) {
      for (String language : languages) {
        step.read(RAW, 1).in("language", language).in("region", null);
        step.wrote(CLEAN, 1);
      }
    }
  }

  private static void inThreads(IntConsumer work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.accept(number);
                } catch (Throwable failure) {
                  synchronized (failures) {
                    failures.add(failure);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
