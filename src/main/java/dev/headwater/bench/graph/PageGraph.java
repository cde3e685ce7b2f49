package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.List;
import java.util.Locale;

/**
 * A graph whose assets have names of words, for pages that draw and search. It consists of blocks
 * without edges between them, so that what one asset descends from does not grow with the number of
 * assets. A block has {@value #LAYERS} layers; each asset is made from two of the layer before, and
 * the last layer consists of models. In the first layer, one asset in a hundred is synthetic and
 * not documented. An event depends only on the seed and its number. Thread-safe.
 */
public final class PageGraph {
  public static final int LAYERS = 12;

  /** The fewest assets of a graph: two in each layer. */
  public static final int LEAST = 2 * LAYERS;

  /** A layer this wide lets nearly every model descend from more than 1,000 assets. */
  private static final long WIDTH = 500;

  private static final int SYNTHETIC_ONE_IN = 100;
  private static final int NAMESPACES = 16;

  /** The first word of a name. */
  private static final List<String> TOPICS =
      List.of(
          "news",
          "law",
          "health",
          "forum",
          "subtitles",
          "textbooks",
          "patents",
          "recipes",
          "dialogues",
          "encyclopedia",
          "code",
          "poetry",
          "minutes",
          "reviews",
          "weather",
          "sermons");

  /** The second word of a name, by layer. */
  private static final List<String> STAGES =
      List.of(
          "crawled",
          "parsed",
          "segmented",
          "identified",
          "cleaned",
          "deduplicated",
          "filtered",
          "anonymized",
          "sampled",
          "balanced",
          "merged",
          "tutor");

  private static final List<String> LANGUAGES =
      List.of("en", "zh", "hi", "es", "ar", "fr", "bn", "pt", "ru", "ur", "id", "de", "sw", "yo");

  private final long seed;
  private final long blocks;
  private final long width;
  private final Descriptions describe;

  /**
   * @param assets about how many; at least {@link #LEAST}
   */
  public PageGraph(long seed, long assets) {
    this.seed = seed;
    this.blocks = Math.max(1, assets / (LAYERS * WIDTH));
    this.width = assets / (LAYERS * blocks);
    this.describe = new Descriptions(seed);
  }

  public long assets() {
    return blocks * LAYERS * width;
  }

  public LineageEvent event(long number) {
    Asset output = asset(number);
    int layer = layer(number);
    if (layer == 0) {
      return number % SYNTHETIC_ONE_IN == 0
          ? describe.synthesis(number, output, false).build()
          : describe.ingest(number, List.of(output)).build();
    }
    LineageEvent.Builder event =
        layer == LAYERS - 1
            ? describe.training(number, output)
            : describe.transform(number, output);
    long one = Dice.below(width, seed, 2 * number);
    long other = (one + 1 + Dice.below(width - 1, seed, 2 * number + 1)) % width;
    long before = (number / width - 1) * width;
    return event.inputs(List.of(input(before + one), input(before + other))).build();
  }

  private Input input(long number) {
    return describe.input(number, asset(number), Role.SOURCE);
  }

  private int layer(long number) {
    return (int) (number / width % LAYERS);
  }

  /** Any asset, chosen by the number. */
  public Asset any(long number) {
    return asset(Dice.below(assets(), seed, number));
  }

  /** A model, chosen by the number. */
  public Asset model(long number) {
    long block = Dice.below(blocks, seed, number);
    return asset((block * LAYERS + LAYERS - 1) * width + Dice.below(width, ~seed, number));
  }

  /** The first word of some names, chosen by the number. */
  public static String topic(long number) {
    return TOPICS.get(Math.floorMod(number, TOPICS.size()));
  }

  /** The second word of some names, chosen by the number. */
  public static String stage(long number) {
    return STAGES.get(Math.floorMod(number, STAGES.size()));
  }

  private Asset asset(long number) {
    int layer = layer(number);
    return Asset.of(
        layer == LAYERS - 1 ? AssetKind.MODEL : AssetKind.DATASET,
        "lake-" + number % NAMESPACES,
        String.format(
            Locale.ROOT,
            "%s/%s-%s-%08d",
            topic(Dice.roll(seed, number) >>> 1),
            STAGES.get(layer),
            LANGUAGES.get((int) Dice.below(LANGUAGES.size(), ~seed, number)),
            number),
        "2026-03-01");
  }
}
