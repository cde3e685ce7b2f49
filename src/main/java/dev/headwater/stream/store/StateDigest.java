package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.Gap;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.Register;
import dev.headwater.engine.Represented;
import dev.headwater.engine.Sequence;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.OriginKind;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.Sha256;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.OriginStatus;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes a digest of the derived state of a partition. It is equal for states that were derived
 * from the same events, whatever the order of the events and their duplicates.
 *
 * <p>The digest leaves out what depends on how the state came about: epochs and revisions, edges,
 * exposures and alerts that are no longer live, which of several shortest paths is known, and when
 * a cause was first noticed.
 */
public final class StateDigest {
  private static final int PAGE = 1_000;

  private final GraphReader rows;
  private final MessageDigest digest;

  private StateDigest(GraphReader rows) {
    this.rows = rows;
    this.digest = Sha256.begin();
  }

  /** Computes the digest, in hexadecimal. Reads all rows; nothing may be written meanwhile. */
  public static String of(GraphReader rows) {
    StateDigest all = new StateDigest(rows);
    String after = "";
    List<Node> page;
    do {
      page = rows.nodes("", after, PAGE);
      page.forEach(all::add);
      after = page.isEmpty() ? after : page.get(page.size() - 1).asset().urn();
    } while (page.size() == PAGE);
    all.addSequences();
    all.addJobs();
    return HexFormat.of().formatHex(all.digest.digest());
  }

  private void add(Node node) {
    RowWriter row = new RowWriter();
    Asset asset = node.asset();
    row.asset(asset);
    Rows.write(
        row,
        new Node(
            asset,
            node.tally(),
            node.latestTraining(),
            node.reclassified(),
            node.carryingOut(),
            node.waivers(),
            Map.of(),
            node.exposures(),
            node.openAlerts(),
            Represented.NOT,
            Node.Revisions.NONE,
            Node.Searches.NONE));
    for (OriginKind kind : OriginKind.values()) {
      Register register = node.registers().get(kind);
      if (register != null && register.status().present()) {
        row.constant(kind);
        Rows.write(row, timeless(register.status()));
      }
    }
    inEdges(row, asset);
    outEdges(row, asset);
    exposures(row, asset);
    alerts(row, asset);
    digest.update(row.toBytes());
  }

  private void addJobs() {
    rows.scanJobs(
        (key, row) -> {
          digest.update(key.get());
          digest.update(row);
          return true;
        });
  }

  private void addSequences() {
    String after = "";
    List<Sequence> page;
    do {
      page = rows.sequences(after, PAGE);
      page.forEach(this::add);
      after = page.isEmpty() ? after : page.get(page.size() - 1).producer().name();
    } while (page.size() == PAGE);
  }

  private void add(Sequence sequence) {
    RowWriter row = new RowWriter();
    ProducerInstance producer = sequence.producer();
    row.party(producer).number(sequence.last()).number(sequence.missing());
    row.list(
        Gap.in(sequence.completeTo(), rows.sequenceParts(producer, Integer.MAX_VALUE)),
        gap -> row.number(gap.first()).number(gap.last()).optional(gap.job(), row::party));
    List<AlertState> open = new ArrayList<>();
    for (Job job : sequence.alerted()) {
      rows.alert(job, RuleName.LOST_EVENTS, producer).ifPresent(open::add);
    }
    alerts(row, open);
    digest.update(row.toBytes());
  }

  private static OriginStatus timeless(OriginStatus status) {
    return new OriginStatus(
        status.present(),
        status.documentation(),
        status.missing(),
        status.documentedAtFirst(),
        status.turns(),
        0,
        status.waivedUntil(),
        Optional.empty(),
        status.generators());
  }

  private void inEdges(RowWriter row, Asset asset) {
    List<InEdge> edges = new ArrayList<>(rows.inEdges(asset, Optional.empty(), Integer.MAX_VALUE));
    edges.removeIf(edge -> edge.kind() == EdgeKind.NONE);
    edges.sort(Comparator.comparing(InEdge::from));
    row.list(
        edges,
        edge ->
            Rows.writeInEdge(row, new InEdge(asset, edge.from(), 0, edge.uses()), EventTable.NONE));
  }

  private void outEdges(RowWriter row, Asset asset) {
    List<OutEdge> edges =
        new ArrayList<>(rows.outEdges(asset, Optional.empty(), Integer.MAX_VALUE));
    edges.removeIf(edge -> edge.kind() == EdgeKind.NONE);
    edges.sort(Comparator.comparing(OutEdge::to));
    row.list(edges, edge -> row.asset(edge.to()).constant(edge.kind()));
  }

  private void exposures(RowWriter row, Asset asset) {
    List<Exposure> live =
        new ArrayList<>(rows.exposures(asset, Optional.empty(), Integer.MAX_VALUE));
    live.removeIf(exposure -> !exposure.isLive());
    live.sort(Comparator.comparing(Exposure::origin));
    row.list(
        live,
        exposure -> {
          row.origin(exposure.origin());
          Rows.write(row, timeless(exposure.status()));
          row.number(exposure.distance());
          row.number(exposure.isDirect() ? exposure.directDistance() : ExposureDelta.FAR);
        });
  }

  private void alerts(RowWriter row, Asset asset) {
    List<AlertState> open =
        new ArrayList<>(rows.alerts(asset, Optional.empty(), Integer.MAX_VALUE));
    alerts(row, open);
  }

  private static void alerts(RowWriter row, List<AlertState> open) {
    open.removeIf(state -> state.phase() != AlertState.Phase.OPEN);
    open.sort(Comparator.comparing(state -> state.alert().id()));
    row.list(
        open,
        state ->
            row.text(state.alert().id())
                .constant(state.alert().severity())
                .list(state.alert().missing(), row::constant)
                .list(state.alert().missingEvents(), row::text)
                .list(state.alert().evidence(), evidence -> AlertRows.write(row, evidence))
                .number(state.alert().moreEvidence()));
  }
}
