package dev.headwater.bench;

import dev.headwater.bench.graph.Descriptions;
import dev.headwater.bench.graph.EventSource;
import dev.headwater.bench.graph.GraphForm;
import dev.headwater.bench.graph.WorkStep;
import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.ClientCounts;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.harness.Loader;
import dev.headwater.bench.harness.Processor;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import dev.headwater.stream.StoreCounts;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Measures what a piece of work costs as the graph around it grows, one size after another, on
 * forms of graph that are the worst case for some part of the engine. Besides the time, it counts
 * rows and records, which do not depend on the machine.
 */
public final class Growth {
  /**
   * What to run.
   *
   * @param sizes of each form; if empty, each form proposes its own
   * @param more how many times a repeated piece of work runs at each size; at least 1
   */
  public record Options(
      BenchConfig setup, List<GraphForm> forms, List<Long> sizes, int more, long seed) {
    private static final long LEAST = 2;

    public Options {
      forms = forms.stream().distinct().toList();
      sizes = sizes.stream().sorted().distinct().toList();
      if (forms.isEmpty()) {
        throw BenchException.usage("at least one form of graph is needed");
      }
      if (!sizes.isEmpty() && sizes.get(0) < LEAST) {
        throw BenchException.usage("sizes must be at least " + LEAST + ", not " + sizes);
      }
      if (more < 1) {
        throw BenchException.usage("events must be at least 1, not " + more);
      }
    }

    List<Long> sizes(GraphForm form) {
      return sizes.isEmpty() ? form.sizes() : sizes;
    }
  }

  /** The counts of one piece of work. */
  private record Cost(
      double seconds, StoreCounts.Snapshot store, double consumed, double produced) {}

  private final Options options;
  private final Consumer<String> progress;
  private final Descriptions describe;
  private final AtomicLong numbers = new AtomicLong();

  /**
   * @param progress receives a short message at each step
   */
  public Growth(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.describe = new Descriptions(options.seed());
  }

  /** Runs the benchmark, for as long as it takes to grow to the largest size. */
  public Report run() {
    Report report = new Report("growth");
    Environment.describe(options.setup()).forEach(report::setting);
    report.setting("events", options.more() + " of each kind").setting("seed", options.seed());
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup());
        Processor processor = Processor.start(on)) {
      processor.awaitReady();
      Loader loader = new Loader(on);
      for (GraphForm form : options.forms()) {
        measure(report, form, loader, processor);
      }
    }
    return report;
  }

  private void measure(Report report, GraphForm form, Loader loader, Processor processor) {
    String name = form.name().toLowerCase(Locale.ROOT);
    Table table =
        new Table(
            name + ": cost of each",
            "what",
            "of each",
            "size",
            "seconds in all",
            "ms",
            "gets",
            "puts",
            "scans",
            "rows scanned",
            "consumed",
            "produced");
    for (long size : options.sizes(form)) {
      EventSource events = new EventSource(describe, name + "-" + size, numbers);
      for (WorkStep work : form.works(events, size, options.more())) {
        progress.accept(name + " of " + size + ": " + work.name());
        row(report, table, name, size, work, cost(processor, loader, work));
      }
    }
    report.table(table);
  }

  /**
   * Does the work and counts everything that it sets off; the time ends when all of it is
   * committed.
   */
  private static Cost cost(Processor processor, Loader loader, WorkStep work) {
    processor.awaitSilence();
    ClientCounts clients = new ClientCounts(processor.headwater().streamMetrics());
    StoreCounts.Snapshot store = processor.storeCounts();
    double consumed = sum(clients.recordsConsumed().values());
    double produced = sum(clients.recordsProduced().values());
    long begin = System.nanoTime();
    loader.load(work.blocks(), work.block());
    processor.awaitQuiescence();
    double seconds = (System.nanoTime() - begin) / 1e9;
    processor.awaitSilence();
    return new Cost(
        seconds,
        processor.storeCounts().since(store),
        sum(clients.recordsConsumed().values()) - consumed,
        sum(clients.recordsProduced().values()) - produced);
  }

  private static double sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static void row(
      Report report, Table table, String form, long size, WorkStep work, Cost cost) {
    double parts = work.parts();
    double gets = cost.store().gets() / parts;
    double puts = (cost.store().puts() + cost.store().deletes()) / parts;
    double rows = cost.store().scannedRows() / parts;
    table.row(
        work.name().replace('_', ' '),
        work.part(),
        size,
        cost.seconds(),
        cost.seconds() * 1_000 / parts,
        gets,
        puts,
        cost.store().scans() / parts,
        rows,
        cost.consumed() / parts,
        cost.produced() / parts);
    String key = form + "_" + work.name() + "_at_" + size + "_";
    report
        .figure(key + "seconds", cost.seconds())
        .figure(key + "gets", gets)
        .figure(key + "puts", puts)
        .figure(key + "rows_scanned", rows)
        .figure(key + "records_produced", cost.produced() / parts);
  }
}
