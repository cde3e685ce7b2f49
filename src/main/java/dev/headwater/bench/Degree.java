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

  /** Ranges of event numbers, none of which reaches into the next. */
  private static final long CHILDREN = 0;

  private static final long MORE = 1L << 30;
  private static final long HUB = 1L << 31;

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
  private long events;

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
      for (long degree : options.degrees()) {
        progress.accept("growing a hub of " + degree + " children");
        Hub hub = new Hub(degree);
        send(on, describe.synthesis(++events, hub.asset, false).build());
        new Loader(on).load(hub.blocks(), hub::children);
        processor.awaitQuiescence();
        progress.accept("measuring at " + degree);
        Asset origin = origin(on);
        processor.awaitQuiescence();
        Cost late = cost(processor, () -> send(on, edge(origin, hub.asset)));
        row(report, edge, "late_edge", degree, degree, late);
        LineageEvent document = describe.documentation(++events, hub.asset).build();
        Cost documented = cost(processor, () -> send(on, document));
        row(report, flip, "documentation", degree, degree, documented);
        Cost added =
            cost(processor, () -> new Loader(on).load(options.events(), hub::anotherChild));
        row(report, adding, "add_child", degree, options.events(), added);
      }
    }
    return report.table(adding).table(edge).table(flip);
  }

  private static Table table(String title, String rate) {
    return new Table(
        title, "degree", rate, "gets", "puts", "scans", "rows scanned", "consumed", "produced");
  }

  /** An asset from which many are made: each degree has its own. */
  private final class Hub {
    private final long degree;
    private final Asset asset;

    Hub(long degree) {
      this.degree = degree;
      this.asset = Asset.of(AssetKind.DATASET, "hubs", "hub-" + degree, "1");
    }

    long blocks() {
      return (degree + CHILDREN_AT_ONCE - 1) / CHILDREN_AT_ONCE;
    }

    /** One event that makes some of the children. */
    List<LineageEvent> children(long block) {
      List<Output> outputs = new ArrayList<>();
      long first = block * CHILDREN_AT_ONCE;
      for (long at = first; at < Math.min(degree, first + CHILDREN_AT_ONCE); at++) {
        outputs.add(Output.of(child(at)));
      }
      return List.of(event(CHILDREN + first, outputs));
    }

    /** One event that makes one more. */
    List<LineageEvent> anotherChild(long number) {
      return List.of(event(MORE + number, List.of(Output.of(child(degree + number)))));
    }

    private LineageEvent event(long number, List<Output> outputs) {
      return describe
          .bare(EventType.TRANSFORM, degree * HUB + number)
          .inputs(List.of(Input.of(asset, Role.SOURCE)))
          .outputs(outputs)
          .build();
    }

    private Asset child(long number) {
      return Asset.of(AssetKind.DATASET, "children-" + degree, "child-" + number, "1");
    }
  }

  /** An asset that is synthetic, and read by nothing yet. */
  private Asset origin(Installation on) {
    Asset origin = Asset.of(AssetKind.DATASET, "late", "origin-" + ++events, "1");
    send(on, describe.synthesis(events, origin, false).build());
    return origin;
  }

  private LineageEvent edge(Asset from, Asset to) {
    return describe
        .bare(EventType.TRANSFORM, ++events)
        .inputs(List.of(Input.of(from, Role.SOURCE)))
        .outputs(List.of(Output.of(to)))
        .build();
  }

  private static void send(Installation on, LineageEvent event) {
    new Loader(on).load(1, number -> List.of(event));
  }

  /** Of what the work sets off; the time is that to the moment when all of it is committed. */
  private static Cost cost(Processor processor, Runnable work) {
    processor.awaitSilence();
    ClientCounts clients = new ClientCounts(processor.headwater().streamMetrics());
    StoreCounts.Snapshot store = processor.storeCounts();
    double consumed = sum(clients.recordsConsumed().values());
    double produced = sum(clients.recordsProduced().values());
    long begin = System.nanoTime();
    work.run();
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
