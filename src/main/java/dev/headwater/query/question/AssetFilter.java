package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Synthetic;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Selects assets. An empty set matches every asset.
 *
 * @param text a part of the name or the namespace, as {@link SearchText} folds it; "" matches every
 *     asset
 * @param kinds of the asset
 * @param synthetic whether the asset is synthetic
 * @param documentation the verdict on its documentation
 * @param alerts whether alerts are open with it as their subject
 * @param namespace of the asset, exactly; "" matches every namespace
 */
public record AssetFilter(
    String text,
    Set<AssetKind> kinds,
    Set<Synthetic> synthetic,
    Set<Documentation> documentation,
    Set<OpenAlerts> alerts,
    String namespace) {

  /** The longest text that a user may search for, in code points. */
  public static final int TEXT_POINTS = 500;

  /** Matches every asset. */
  public static final AssetFilter ALL =
      new AssetFilter("", Set.of(), Set.of(), Set.of(), Set.of(), "");

  /** The longest text after folding, which can make 18 code points of one. */
  private static final int FOLDED_POINTS = 18 * TEXT_POINTS;

  /**
   * @throws InvalidException if the text is not well-formed Unicode, or too long after folding
   */
  public AssetFilter {
    requireWellFormed(text);
    text = SearchText.fold(text);
    if (text.codePointCount(0, text.length()) > FOLDED_POINTS) {
      throw new InvalidException("q", "is longer than " + FOLDED_POINTS + " characters");
    }
    kinds = Set.copyOf(kinds);
    synthetic = Set.copyOf(synthetic);
    documentation = Set.copyOf(documentation);
    alerts = Set.copyOf(alerts);
  }

  private static void requireWellFormed(String text) {
    try {
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException unpaired) {
      throw new InvalidException("q", "is not well-formed Unicode");
    }
  }

  /** The filter by this text only. */
  public static AssetFilter named(String text) {
    return new AssetFilter(text, Set.of(), Set.of(), Set.of(), Set.of(), "");
  }

  /** Whether the filter matches every asset. */
  boolean matchesAll() {
    return equals(ALL);
  }

  /**
   * How well the name of an asset matches: 0 if it is the text, 1 if it begins with it, 2 if the
   * text occurs in the name or the namespace where a word begins, 3 if it occurs elsewhere. Without
   * a text, every rank is 0. Empty if the name, namespace or kind does not match. The state of the
   * asset has to match, too.
   */
  public OptionalInt rank(Asset asset) {
    if (!kinds.isEmpty() && !kinds.contains(asset.kind())
        || !namespace.isEmpty() && !namespace.equals(asset.namespace())) {
      return OptionalInt.empty();
    }
    if (text.isEmpty()) {
      return OptionalInt.of(0);
    }
    String name = SearchText.fold(asset.name());
    if (name.startsWith(text)) {
      return OptionalInt.of(name.length() == text.length() ? 0 : 1);
    }
    int inName = rankWithin(name);
    int rank = inName == 2 ? 2 : Math.min(inName, rankWithin(SearchText.fold(asset.namespace())));
    return rank < Place.RANKS ? OptionalInt.of(rank) : OptionalInt.empty();
  }

  private int rankWithin(String folded) {
    int rank = Place.RANKS;
    for (int at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + 1)) {
      if (SearchText.isWordStart(folded, at)) {
        return 2;
      }
      rank = 3;
    }
    return rank;
  }

  /** Whether every state matches the filter. */
  public boolean acceptsAnyState() {
    return synthetic.isEmpty() && documentation.isEmpty() && alerts.isEmpty();
  }

  /** Whether the state of an asset matches the filter. Its name and its kind have to match, too. */
  public boolean accepts(AssetState state) {
    return (synthetic.isEmpty() || synthetic.contains(state.synthetic()))
        && (documentation.isEmpty() || documentation.contains(state.documentation()))
        && (alerts.isEmpty() || alerts.contains(OpenAlerts.of(state)));
  }
}
