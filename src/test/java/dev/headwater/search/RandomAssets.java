package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.OpenAlerts;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Draws assets with names of several scripts, and filters that match some of them. */
final class RandomAssets {
  private static final List<String> WORDS =
      List.of(
          "part",
          "PART",
          "Parts",
          "web",
          "crawl",
          "a",
          "aa",
          "aaa",
          "00017",
          "0",
          "2024",
          "depart",
          "данные",
          "Данные",
          "οδος",
          "ΟΔΟΣ",
          "数据",
          "数据集",
          "データ",
          "بيانات",
          "נתונים",
          "हिन्दी",
          "🚀",
          "🚀🔥",
          "👩‍👩‍👧",
          "cafe\u0301",
          "caf\u00e9",
          "\u0301",
          "ＡＢＣ",
          "Straße",
          "ﬁne",
          "İstanbul",
          "*",
          "?",
          "[x]",
          "\"",
          "\\",
          "%",
          ":",
          "@",
          "#",
          " ",
          "\t",
          "\u0000",
          "\uffff",
          "ﷺ",
          "\ud83d\ude80a");

  private static final List<String> JOINTS = List.of("", "", "-", "_", "/", ".", " ", "--");

  private final Random random;

  RandomAssets(Random random) {
    this.random = random;
  }

  Asset asset() {
    AssetKind kind = pick(List.of(AssetKind.values()));
    String namespace = text(2);
    return random.nextInt(3) == 0
        ? Asset.of(kind, namespace, text(4), pick(List.of("1", "2", "part")))
        : Asset.of(kind, namespace, text(4));
  }

  AssetState state() {
    return new AssetState(
        pick(List.of(Synthetic.values())),
        pick(List.of(Documentation.values())),
        List.of(),
        random.nextInt(2),
        true);
  }

  /**
   * @param known assets; the text is sometimes a part of one of their names
   */
  AssetFilter filter(List<Asset> known) {
    String namespace = random.nextInt(5) > 0 || known.isEmpty() ? "" : pick(known).namespace();
    return new AssetFilter(
        query(known),
        some(AssetKind.class),
        some(Synthetic.class),
        some(Documentation.class),
        some(OpenAlerts.class),
        namespace);
  }

  private String query(List<Asset> known) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1, 2 -> pick(WORDS);
      case 3 -> text(2);
      case 4 -> text(40);
      default -> {
        if (known.isEmpty()) {
          yield "p";
        }
        Asset asset = pick(known);
        String text = random.nextInt(4) == 0 ? asset.namespace() : asset.name();
        int points = text.codePointCount(0, text.length());
        int from = random.nextInt(points);
        int to = from + 1 + random.nextInt(Math.min(points - from, 1 + random.nextInt(8)));
        String part =
            text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
        yield random.nextBoolean() ? part.toUpperCase(Locale.ROOT) : part;
      }
    };
  }

  private <E extends Enum<E>> Set<E> some(Class<E> type) {
    EnumSet<E> all = EnumSet.allOf(type);
    if (random.nextInt(3) > 0) {
      return Set.of();
    }
    all.removeIf(each -> random.nextBoolean());
    return all;
  }

  private String text(int words) {
    StringBuilder text = new StringBuilder(pick(WORDS));
    for (int more = random.nextInt(words); more > 0; more--) {
      text.append(pick(JOINTS)).append(pick(WORDS));
    }
    return text.toString();
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
