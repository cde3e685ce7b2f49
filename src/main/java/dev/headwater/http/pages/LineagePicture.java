package dev.headwater.http.pages;

import dev.headwater.drawing.Diagram;
import dev.headwater.http.reads.Drawing;
import dev.headwater.model.Asset;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.LineageGraph;
import dev.headwater.pages.LineageView;
import dev.headwater.pages.Links;
import dev.headwater.pages.Mark;
import dev.headwater.pages.PictureView;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.question.AssetState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads and draws the lineage on the page of an asset. */
final class LineagePicture {
  /** The maximum number of assets that one read returns. */
  private static final int NODES = 1_000;

  /** The same for a read around an asset that the reader opened. */
  private static final int OPENED_NODES = 100;

  /** The maximum number of steps of a path that are drawn: the last ones. */
  private static final int PATH = 200;

  private final PictureForm form;
  private final LineageGraph graph;
  private final Map<Asset, LineageView.Neighbour> table = new LinkedHashMap<>();
  private final List<Freshness> reads = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();
  private String aboutPath = "";
  private Optional<AssetState> state = Optional.empty();

  private LineagePicture(PictureForm form) {
    this.form = form;
    this.graph = new LineageGraph(form.asset(), form);
  }

  /**
   * Reads what a picture shows; empty if no event that counts has named the asset.
   *
   * @param origins of the asset, with their paths
   * @param promptness of the reads
   */
  static Optional<LineagePicture> read(
      Queries queries, PictureForm form, List<Exposures.Item> origins, Promptness promptness) {
    LineagePicture picture = new LineagePicture(form);
    Optional<Lineage> around =
        queries.lineage(
            form.asset(), form.direction(), form.depth() + 1, NODES, form.moment(), promptness);
    if (around.isEmpty()) {
      return Optional.empty();
    }
    picture.add(around.get(), form.depth());
    picture.state = around.get().nodes().get(0).state();
    for (PictureForm.Opened opened : form.opened()) {
      queries
          .lineage(
              opened.asset(),
              opened.inputs() ? Direction.UPSTREAM : Direction.DOWNSTREAM,
              2,
              OPENED_NODES,
              form.moment(),
              promptness)
          .ifPresent(lineage -> picture.add(lineage, 1));
    }
    form.origin().ifPresent(origin -> picture.addPath(queries, origin, origins, promptness));
    return Optional.of(picture);
  }

  private void addPath(
      Queries queries, Asset origin, List<Exposures.Item> origins, Promptness promptness) {
    Optional<List<Asset>> found =
        origins.stream()
            .filter(item -> item.entry().origin().equals(origin))
            .map(Exposures.Item::path)
            .findFirst();
    if (found.isEmpty()) {
      aboutPath = " The path that was asked for is not drawn.";
      gaps.add("The path from " + origin + " could not be read.");
      return;
    }
    List<Asset> path = found.get();
    // A walk that was interrupted returns the end of the path only.
    if (path.isEmpty() || !path.get(0).equals(origin)) {
      gaps.add("The path from " + origin + " could not be read as a whole.");
    }
    if (path.size() > PATH + 1) {
      aboutPath =
          " Only the last "
              + Words.number(PATH)
              + " of the "
              + Words.number(path.size() - 1L)
              + " steps of the path are drawn.";
      path = path.subList(path.size() - PATH - 1, path.size());
    }
    Lineage along = queries.along(path, form.moment(), promptness);
    graph.addPath(along);
    reads.add(along.freshness());
    along.nodes().forEach(this::addRow);
  }

  private void addEdges(Lineage lineage, int depth) {
    graph.add(lineage, depth);
    reads.add(lineage.freshness());
  }

  private void add(Lineage lineage, int depth) {
    addEdges(lineage, depth);
    for (Lineage.Node node : lineage.nodes()) {
      if (node.distance() <= depth) {
        addRow(node);
      }
    }
  }

  private void addRow(Lineage.Node node) {
    table.computeIfAbsent(node.asset(), asset -> row(node));
  }

  private LineageView.Neighbour row(Lineage.Node node) {
    AssetState state = node.state().orElse(AssetState.UNNAMED);
    String side =
        node.distance() == 0 ? "this asset" : Words.count(node.distance(), "step") + " away";
    return new LineageView.Neighbour(
        node.asset(), side, Mark.of(node.asset().kind(), state), form.page(node.asset()));
  }

  /** What the row of the asset in the middle says; empty if it was not read. */
  Optional<AssetState> state() {
    return state;
  }

  /** The picture with its controls; {@code freshness} is empty where the page says it itself. */
  LineageView view(Optional<FreshnessView> freshness) {
    return new LineageView(draw(), form(), List.copyOf(table.values()), freshness);
  }

  /** How fresh the read is that is the least so, and what is missing. */
  FreshnessView freshness() {
    return FreshnessView.of(
        reads.stream().max(Comparator.comparingInt(LineagePicture::doubt)).orElseThrow(),
        false,
        gaps);
  }

  /** Whether a part of it was read from a copy. */
  boolean isStale() {
    return reads.stream().anyMatch(Freshness::isStale);
  }

  private static int doubt(Freshness freshness) {
    if (freshness.caughtUp()) {
      return 0;
    }
    boolean late = freshness.lag().events() > 0 || freshness.lag().millis() > 0;
    return late ? 2 : freshness.lag().isKnown() ? 1 : 3;
  }

  private LineageView.Form form() {
    String direction = form.direction().name().toLowerCase(Locale.ROOT);
    return new LineageView.Form(
        direction,
        form.depth(),
        form.moment().asOf().map(Object::toString).orElse(""),
        form.moment().knownAt().map(Object::toString).orElse(""),
        form.isStart() ? "" : form.page(form.asset()) + "#lineage",
        Links.api(form.asset())
            + "/graph?direction="
            + direction
            + "&depth="
            + form.depth()
            + (form.moment().isNow() ? "" : "&" + form.momentQuery()));
  }

  private PictureView draw() {
    Diagram diagram = graph.diagram("Lineage of " + Words.brief(form.asset().urn()));
    return Drawing.of(diagram, caption(diagram));
  }

  private String caption(Diagram diagram) {
    boolean unread =
        diagram.boxes().stream().anyMatch(box -> box.inputs().more() || box.outputs().more());
    StringBuilder caption = new StringBuilder();
    caption.append(Words.count(graph.size(), "asset")).append(" drawn, inputs on the left. ");
    caption.append(
        graph.isCut()
            ? "There is more than could be read for this picture: open a box's +, or draw fewer"
                + " steps from another asset."
            : "+N opens neighbours that are not drawn.");
    if (unread) {
      caption.append(" +… stands where not all neighbours were read: there may be more.");
    }
    if (!graph.isAboutOutputs()) {
      caption.append(" Outputs were not read.");
    }
    if (!graph.isAboutInputs()) {
      caption.append(" Inputs were not read.");
    }
    return caption.append(aboutPath).toString();
  }
}
