package dev.headwater.bench;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.stream.StoreCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an event costs that touches an asset from which very many others are made: one more child;
 * one more origin above it (a late edge); and its documentation. The first must not grow with the
 * degree at all, the others pass something on to every child, and must not grow per child.
 */
public final class Degree {
  private static final int CHILDREN_AT_ONCE = 10;
  private static final long CHILDREN = 1L << 32;
  private static final long MORE = 2L << 32;
  private static final long OTHERS = 3L << 32;

  /**
   * What is run.
   *
   * @param degrees numbers of children at which it is measured
   * @param events how many children are added for a measurement
   */
  public record Options(Setup setup, List<Long> degrees, int events, long seed) {
    public Options {
      degrees = degrees.stream().sorted().distinct().toList();
      if (degrees.isEmpty() || degrees.get(0) < 1 || events < 1) {
        throw new BenchException("degrees and events must be at least 1");
      }
    }
  }

  /** What was counted for one piece of work. */
  private record Cost(
      double seconds, StoreCounts.Snapshot store, double consumed, double produced) {}

  private final Options options;
  private final Consumer<String> progress;
  private final Descriptions describe;
  private final Asset hub = Asset.of(AssetKind.DATASET, "hub", "the-hub", "1");
  private long children;
  private long others;

  /**
   * @param progress is told in a few words what goes on
   */
  public Degree(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.describe = new Descriptions(options.seed());
  }

  /** Runs it; takes as long as it takes to grow to the largest degree. */
  public Report run() {
    Report report = new Report("degree");
    Environment.describe(options.setup()).forEach(report::setting);
    report.setting("events", options.events() + " children added").setting("seed", options.seed());
    Table adding = table("Adding a child to a hub, per event", "events/s");
    Table edge = table("A late edge into the hub, with a synthetic origin, per child", "seconds");
    Table flip = table("Documentation of the hub, per child", "seconds");
    progress.accept("starting a broker");
    try (Installation on = Installation.start(options.setup());
        Processor processor = Processor.start(on)) {
      processor.awaitReady();
      send(on, describe.synthesis(0, hub, false).build());
      for (long degree : options.degrees()) {
        progress.accept("growing to " + degree + " children");
        grow(on, degree);
        processor.awaitQuiescence();
        progress.accept("measuring at " + degree);
        Cost added = cost(processor, () -> addChildren(on));
        row(report, adding, "add_child", degree, options.events(), added);
        Asset origin = origin(on);
        processor.awaitQuiescence();
        Cost late = cost(processor, () -> send(on, lateEdge(origin)));
        row(report, edge, "late_edge", degree, children, late);
        LineageEvent document = describe.documentation(OTHERS + ++others, hub).build();
        Cost documented = cost(processor, () -> send(on, document));
        row(report, flip, "documentation", degree, children, documented);
        cost(processor, () -> send(on, describe.retraction(OTHERS + ++others, document).build()));
      }
    }
    return report.table(adding).table(edge).table(flip);
  }

  private static Table table(String title, String rate) {
    return new Table(
        title, "degree", rate, "gets", "puts", "scans", "rows scanned", "consumed", "produced");
  }

  private void grow(Installation on, long degree) {
    long missing = degree - children;
    long blocks = (missing + CHILDREN_AT_ONCE - 1) / CHILDREN_AT_ONCE;
    long from = children;
    new Loader(on)
        .load(
            blocks,
            block -> {
              long first = from + block * CHILDREN_AT_ONCE;
              List<Output> outputs = new ArrayList<>();
              for (long child = first;
                  child < Math.min(degree, first + CHILDREN_AT_ONCE);
                  child++) {
                outputs.add(Output.of(child(child)));
              }
              return List.of(
                  describe
                      .bare(EventType.TRANSFORM, CHILDREN + first)
                      .inputs(List.of(Input.of(hub, Role.SOURCE)))
                      .outputs(outputs)
                      .build());
            });
    children = Math.max(children, degree);
  }

  private void addChildren(Installation on) {
    long from = children;
    new Loader(on)
        .load(
            options.events(),
            number ->
                List.of(
                    describe
                        .bare(EventType.TRANSFORM, MORE + from + number)
                        .inputs(List.of(Input.of(hub, Role.SOURCE)))
                        .outputs(List.of(Output.of(child(from + number))))
                        .build()));
    children += options.events();
  }

  /** An asset that is synthetic, and read by nothing yet. */
  private Asset origin(Installation on) {
    Asset origin = Asset.of(AssetKind.DATASET, "late", "origin-" + ++others, "1");
    send(on, describe.synthesis(OTHERS + others, origin, false).build());
    return origin;
  }

  private LineageEvent lateEdge(Asset origin) {
    return describe
        .bare(EventType.TRANSFORM, OTHERS + ++others)
        .inputs(List.of(Input.of(origin, Role.SOURCE)))
        .outputs(List.of(Output.of(hub)))
        .build();
  }

  private static Asset child(long number) {
    return Asset.of(AssetKind.DATASET, "children", "child-" + number, "1");
  }

  private static void send(Installation on, LineageEvent event) {
    new Loader(on).load(1, number -> List.of(event));
  }

  /** Of what the work sets off, to the moment when all of it is committed. */
  private static Cost cost(Processor processor, Runnable work) {
    ClientCounts clients = new ClientCounts(processor.headwater().streamMetrics());
    StoreCounts.Snapshot store = processor.storeCounts();
    double consumed = sum(clients.recordsConsumed().values());
    double produced = sum(clients.recordsProduced().values());
    long begin = System.nanoTime();
    work.run();
    processor.awaitQuiescence();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Cost(
        seconds,
        processor.storeCounts().since(store),
        sum(clients.recordsConsumed().values()) - consumed,
        sum(clients.recordsProduced().values()) - produced);
  }

  private static double sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private void row(Report report, Table table, String name, long degree, double parts, Cost cost) {
    boolean rate = name.equals("add_child");
    double speed = rate ? parts / cost.seconds() : cost.seconds();
    table.row(
        degree,
        speed,
        cost.store().gets() / parts,
        (cost.store().puts() + cost.store().deletes()) / parts,
        cost.store().scans() / parts,
        cost.store().scannedRows() / parts,
        cost.consumed() / parts,
        cost.produced() / parts);
    String key = name + "_at_" + degree + "_";
    report
        .figure(key + (rate ? "events_per_second" : "seconds"), speed)
        .figure(key + "gets", cost.store().gets() / parts)
        .figure(key + "puts", (cost.store().puts() + cost.store().deletes()) / parts)
        .figure(key + "rows_scanned", cost.store().scannedRows() / parts)
        .figure(key + "records_produced", cost.produced() / parts);
  }
}
