package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkMargin;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Gives the boxes and arrows of a diagram their places: in layers from left to right, inputs to the
 * left of what was made of them.
 *
 * <p>The work is done by the layered algorithm of the Eclipse Layout Kernel, which follows Sugiyama
 * et al., "Methods for Visual Understanding of Hierarchical System Structures", 1981. The same
 * diagram gives the same places, in every process.
 */
public final class Layout {
  /**
   * Up to so many arrows their labels are drawn. Labels need a layer of their own between the
   * boxes. In larger diagrams they would be too small to read in any view of the whole.
   */
  static final int LABELLED_ARROWS = 80;

  /**
   * Beyond so many arrows, one attempt to avoid crossings must do instead of seven, and arrows are
   * straight between their bends instead of curved. Each attempt takes time for every layer that an
   * arrow passes, and curves take time for every other arrow between the same layers.
   */
  private static final int CAREFUL_ARROWS = 400;

  static final double LABEL_SIZE = 10;

  private static final double MAX_LABEL = 150;
  private static final double LABEL_HEIGHT = 13;
  private static final double MARGIN = 16;

  /** Arrows keep off the corners of a box, which its shape may cut. */
  private static final double CORNER = 11;

  static {
    // Without the plug-ins of Eclipse, nothing else tells the kernel about the algorithm's options.
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private Layout() {}

  /**
   * Lays out the diagram. Once warm, 1,000 boxes and 1,900 arrows take below a second of processor
   * time. It grows faster than the size where many arrows pass many layers or go back. At the
   * limits of {@link Diagram} it takes tens of seconds, so whoever draws for a request should ask
   * for less.
   */
  public static Placed place(Diagram diagram) {
    ElkNode graph = ElkGraphUtil.createGraph();
    graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
    boolean careful = diagram.arrows().size() <= CAREFUL_ARROWS;
    graph.setProperty(
        LayeredOptions.EDGE_ROUTING, careful ? EdgeRouting.SPLINES : EdgeRouting.POLYLINE);
    graph.setProperty(LayeredOptions.FEEDBACK_EDGES, true);
    // Arrows against the order of the nodes go back. That leaves the choice to the order.
    graph.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.MODEL_ORDER);
    graph.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 22.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 52.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 18.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);

    if (!careful) {
      graph.setProperty(LayeredOptions.THOROUGHNESS, 1);
    }

    Map<String, ElkNode> nodes = new HashMap<>();
    for (Box box : Order.of(diagram)) {
      Face face = Face.of(box);
      ElkNode node = ElkGraphUtil.createNode(graph);
      node.setDimensions(face.width(), face.height());
      node.setProperty(
          LayeredOptions.SPACING_PORTS_SURROUNDING, new ElkMargin(CORNER, 0, CORNER, 0));
      nodes.put(box.id(), node);
    }
    boolean labelled = diagram.arrows().size() <= LABELLED_ARROWS;
    List<ElkEdge> edges = new ArrayList<>();
    for (Arrow arrow : diagram.arrows()) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(arrow.from()), nodes.get(arrow.to()));
      if (labelled && !arrow.label().isBlank()) {
        label(arrow, edge);
      }
      edges.add(edge);
    }
    new LayeredLayoutProvider().layout(graph, new NullElkProgressMonitor());
    return read(diagram, graph, nodes, edges, careful);
  }

  /** Loads and compiles what a layout needs, so that the first diagram is not slow. */
  public static void warmUp() {
    Box from = tiny("from");
    Box to = tiny("to");
    Arrow arrow = new Arrow("from", "to", "arrow", false, false);
    Svg.inline(place(new Diagram("", List.of(from, to), List.of(arrow))));
  }

  private static Box tiny(String id) {
    return new Box(id, BoxKind.DATASET, id, "", "", Set.of(), "", false, Hidden.NONE, Hidden.NONE);
  }

  private static void label(Arrow arrow, ElkEdge edge) {
    String text = labelText(arrow);
    ElkLabel label = ElkGraphUtil.createLabel(text, edge);
    label.setDimensions(Math.ceil(Labels.width(text, LABEL_SIZE, false)), LABEL_HEIGHT);
    label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
  }

  /** The label as it is drawn. */
  static String labelText(Arrow arrow) {
    return Labels.fit(arrow.label(), MAX_LABEL, LABEL_SIZE, false);
  }

  private static Placed read(
      Diagram diagram,
      ElkNode graph,
      Map<String, ElkNode> nodes,
      List<ElkEdge> edges,
      boolean curved) {
    List<PlacedBox> boxes = new ArrayList<>();
    for (Box box : diagram.boxes()) {
      ElkNode node = nodes.get(box.id());
      boxes.add(
          new PlacedBox(
              box,
              tenth(node.getX()),
              tenth(node.getY()),
              tenth(node.getWidth()),
              tenth(node.getHeight())));
    }
    List<PlacedArrow> arrows = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      Optional<Point> label = edges.get(i).getLabels().stream().findFirst().map(Layout::middle);
      arrows.add(new PlacedArrow(diagram.arrows().get(i), curve(edges.get(i), curved), label));
    }
    return new Placed(
        diagram, Math.ceil(graph.getWidth()), Math.ceil(graph.getHeight()), boxes, arrows);
  }

  private static Point middle(ElkLabel label) {
    return point(label.getX() + label.getWidth() / 2, label.getY() + label.getHeight() / 2);
  }

  /**
   * The curve of an edge. If it is curved, the kernel gives control points in groups of three, and
   * what is left over at the end is straight. If not, the kernel gives its bends.
   */
  private static List<Point> curve(ElkEdge edge, boolean curved) {
    ElkEdgeSection section = edge.getSections().get(0);
    List<Point> given = new ArrayList<>();
    for (ElkBendPoint bend : section.getBendPoints()) {
      given.add(point(bend.getX(), bend.getY()));
    }
    given.add(point(section.getEndX(), section.getEndY()));
    List<Point> curve = new ArrayList<>();
    curve.add(point(section.getStartX(), section.getStartY()));
    int cubic = curved ? given.size() / 3 * 3 : 0;
    curve.addAll(given.subList(0, cubic));
    for (Point end : given.subList(cubic, given.size())) {
      Point start = curve.get(curve.size() - 1);
      curve.add(between(start, end, 1 / 3.0));
      curve.add(between(start, end, 2 / 3.0));
      curve.add(end);
    }
    return curve;
  }

  private static Point between(Point from, Point to, double share) {
    return point(from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
  }

  private static Point point(double x, double y) {
    return new Point(tenth(x), tenth(y));
  }

  private static double tenth(double length) {
    return Math.round(length * 10) / 10.0;
  }
}
