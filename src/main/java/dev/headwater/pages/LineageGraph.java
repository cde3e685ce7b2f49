package dev.headwater.pages;

import dev.headwater.drawing.Arrow;
import dev.headwater.drawing.Box;
import dev.headwater.drawing.BoxKind;
import dev.headwater.drawing.Diagram;
import dev.headwater.drawing.Hidden;
import dev.headwater.drawing.Sign;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses what a picture of a lineage shows: the assets within some steps of one asset, further
 * assets that the reader opened, and how many neighbours of each are not shown. Not thread-safe;
 * for one picture.
 */
public final class LineageGraph {

  /** Where the pages of assets, and of the same picture with more opened, are. */
  public interface Targets {
    /** The page of an asset. */
    String page(Asset asset);

    /** The same picture, with the inputs or the outputs of an asset opened. */
    String open(Asset asset, boolean inputs);
  }

  /** The drawing refuses a longer link, and servers refuse a request for it. */
  private static final int LINK_CHARS = 20_000;

  private final Asset focus;
  private final Targets targets;
  private final Map<Asset, Optional<AssetState>> known = new LinkedHashMap<>();
  private final Set<Edge> edges = new TreeSet<>();
  private final SortedSet<Asset> shown = new TreeSet<>();
  private final Set<Asset> inputsRead = new TreeSet<>();
  private final Set<Asset> outputsRead = new TreeSet<>();
  private boolean inputsAsked;
  private boolean outputsAsked;
  private boolean cut;

  /**
   * @param focus the asset that the picture is about
   * @param targets the links in the picture
   */
  public LineageGraph(Asset focus, Targets targets) {
    this.focus = focus;
    this.targets = targets;
  }

  /**
   * Adds what a read found.
   *
   * @param depth assets within this many steps are shown; of those beyond it, only their number
   */
  public LineageGraph add(Lineage lineage, int depth) {
    for (Lineage.Node node : lineage.nodes()) {
      known.merge(node.asset(), node.state(), (one, other) -> one.isPresent() ? one : other);
      if (node.distance() <= depth) {
        shown.add(node.asset());
      }
    }
    edges.addAll(lineage.edges());
    inputsAsked |= lineage.direction().up();
    outputsAsked |= lineage.direction().down();
    inputsRead.addAll(ReadSides.inputs(lineage));
    outputsRead.addAll(ReadSides.outputs(lineage));
    cut |= lineage.truncated().filter(why -> why != Truncation.DEPTH).isPresent();
    return this;
  }

  /**
   * Shows a path.
   *
   * @param path what was read along it. Other neighbours of its assets were not read
   */
  public LineageGraph addPath(Lineage path) {
    for (Lineage.Node node : path.nodes()) {
      known.merge(node.asset(), node.state(), (one, other) -> one.isPresent() ? one : other);
      shown.add(node.asset());
    }
    edges.addAll(path.edges());
    return this;
  }

  /** Shows these assets, if they have been read. */
  public LineageGraph show(Collection<Asset> assets) {
    assets.stream().filter(known::containsKey).forEach(shown::add);
    return this;
  }

  /** How many assets the picture shows. */
  public int size() {
    return shown.size();
  }

  /** Whether a read looked for inputs. If none did, boxes do not say whether they have more. */
  public boolean isAboutInputs() {
    return inputsAsked;
  }

  /** Whether a read looked for outputs. If none did, boxes do not say whether they have more. */
  public boolean isAboutOutputs() {
    return outputsAsked;
  }

  /** Whether a read left out more than what lies further away than it was to look. */
  public boolean isCut() {
    return cut;
  }

  /** The picture. */
  public Diagram diagram(String title) {
    Map<Asset, SortedSet<Asset>> moreInputs = new HashMap<>();
    Map<Asset, SortedSet<Asset>> moreOutputs = new HashMap<>();
    Map<Asset, Map<Asset, List<Edge>>> drawn = new TreeMap<>();
    for (Edge edge : edges) {
      boolean from = shown.contains(edge.from());
      boolean to = shown.contains(edge.to());
      if (from && to) {
        drawn
            .computeIfAbsent(edge.from(), asset -> new TreeMap<>())
            .computeIfAbsent(edge.to(), asset -> new ArrayList<>())
            .add(edge);
      } else if (to) {
        moreInputs.computeIfAbsent(edge.to(), asset -> new TreeSet<>()).add(edge.from());
      } else if (from) {
        moreOutputs.computeIfAbsent(edge.from(), asset -> new TreeSet<>()).add(edge.to());
      }
    }
    Set<Asset> loops = LoopSigns.of(edges, this::maybeSynthetic);
    List<Box> boxes = new ArrayList<>();
    for (Asset asset : shown) {
      boxes.add(
          new Box(
              asset.urn(),
              asset.kind() == AssetKind.MODEL ? BoxKind.MODEL : BoxKind.DATASET,
              asset.name(),
              asset.namespace(),
              asset.version().orElse(""),
              signs(asset, loops.contains(asset)),
              link(targets.page(asset)),
              asset.equals(focus),
              hidden(asset, moreInputs.get(asset), true),
              hidden(asset, moreOutputs.get(asset), false)));
    }
    List<Arrow> arrows = new ArrayList<>();
    drawn.forEach((from, ends) -> ends.forEach((to, same) -> arrows.add(arrow(from, to, same))));
    return new Diagram(title, boxes, arrows);
  }

  private static Arrow arrow(Asset from, Asset to, List<Edge> same) {
    SortedSet<String> labels = new TreeSet<>();
    for (Edge edge : same) {
      labels.add(Words.activity(edge.activity()) + ", " + Words.lower(edge.role()));
    }
    boolean inferred = same.stream().allMatch(Edge::inferred);
    return new Arrow(from.urn(), to.urn(), String.join("; ", labels), inferred, false);
  }

  /**
   * What a box says about one of its sides. A side that no read has looked at may have more. It is
   * not marked if the whole picture is about the other side: that is said once, in the caption.
   */
  private Hidden hidden(Asset asset, SortedSet<Asset> neighbours, boolean inputs) {
    int count = neighbours == null ? 0 : neighbours.size();
    boolean asked = inputs ? inputsAsked : outputsAsked;
    boolean read = (inputs ? inputsRead : outputsRead).contains(asset);
    boolean more = !read && (asked || count > 0);
    return count > 0 || more
        ? new Hidden(count, more, link(targets.open(asset, inputs)))
        : Hidden.NONE;
  }

  private static String link(String href) {
    return href.length() > LINK_CHARS ? "" : href;
  }

  private boolean maybeSynthetic(Asset asset) {
    return known
        .getOrDefault(asset, Optional.empty())
        .map(state -> state.synthetic() == Synthetic.YES)
        .orElse(true);
  }

  private Set<Sign> signs(Asset asset, boolean closesLoop) {
    Set<Sign> signs = EnumSet.noneOf(Sign.class);
    AssetState state = known.getOrDefault(asset, Optional.empty()).orElse(AssetState.UNNAMED);
    if (state.synthetic() == Synthetic.YES) {
      signs.add(Sign.SYNTHETIC);
    } else if (state.synthetic() == Synthetic.INHERITED) {
      signs.add(Sign.DESCENDS_FROM_SYNTHETIC);
    }
    if (state.documentation() == Documentation.UNDOCUMENTED) {
      signs.add(Sign.UNDOCUMENTED);
    } else if (state.documentation() == Documentation.PARTIAL) {
      signs.add(Sign.PARTLY_DOCUMENTED);
    } else if (state.documentation() == Documentation.DOCUMENTED) {
      signs.add(Sign.DOCUMENTED);
    }
    if (!state.originKnown()) {
      signs.add(Sign.UNKNOWN_ORIGIN);
    }
    if (state.openAlerts() > 0) {
      signs.add(Sign.ALERT);
    }
    if (closesLoop) {
      signs.add(Sign.LOOP);
    }
    return signs;
  }
}
