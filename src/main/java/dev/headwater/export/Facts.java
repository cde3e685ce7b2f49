package dev.headwater.export;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Stated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Converts values of the model to facts. An absent value becomes {@link Fact#NOT_STATED}. */
final class Facts {
  /** The longest text on a card. The events have the whole text. */
  static final int TEXT_CODE_POINTS = 600;

  /** The most items of a list in one line. */
  static final int WORDS = 60;

  private static final int PATH = 20;

  private Facts() {}

  static Fact text(String text) {
    return text.isEmpty() ? Fact.NOT_STATED : words(text);
  }

  static Fact code(String text) {
    return text.isEmpty() ? Fact.NOT_STATED : new Fact.Code(cut(text));
  }

  static Fact code(Enum<?> symbol) {
    return new Fact.Code(symbol.name());
  }

  static Fact code(Asset asset) {
    return new Fact.Code(asset.urn());
  }

  static Fact symbol(Optional<? extends Enum<?>> symbol) {
    return symbol.<Fact>map(Facts::code).orElse(Fact.NOT_STATED);
  }

  static Fact answer(Answer answer) {
    return answer == Answer.UNKNOWN ? Fact.NOT_STATED : code(answer);
  }

  static Fact count(OptionalLong number) {
    return number.isPresent() ? new Fact.Count(number.getAsLong()) : Fact.NOT_STATED;
  }

  static Fact amount(OptionalDouble number) {
    return number.isPresent() ? new Fact.Amount(number.getAsDouble()) : Fact.NOT_STATED;
  }

  /** Identifiers in one line; not stated if there are none. */
  static Fact codes(List<String> texts) {
    return texts.isEmpty() ? Fact.NOT_STATED : line(texts, Facts::code);
  }

  static Fact texts(List<String> texts) {
    return texts.isEmpty() ? Fact.NOT_STATED : line(texts, Facts::text);
  }

  private static Fact line(List<String> texts, Function<String, Fact> fact) {
    return items(Fact.Layout.WORDS, Bounded.all(texts), WORDS, fact);
  }

  /** A path of assets, each leading to the next. */
  static Fact path(List<Asset> path) {
    return items(Fact.Layout.PATH, Bounded.all(path), PATH, Facts::code);
  }

  /** A list for which "none" is an answer. */
  static <T> Fact.Items items(
      Fact.Layout layout, Bounded<T> from, int limit, Function<T, ? extends Fact> fact) {
    List<Fact> shown =
        from.items().stream().limit(limit).map(fact).collect(Collectors.toUnmodifiableList());
    return new Fact.Items(layout, shown, from.total() - shown.size(), from.exact());
  }

  static <T> Fact table(Bounded<T> from, int limit, Function<T, Fact.Group> row) {
    return items(Fact.Layout.TABLE, from, limit, row);
  }

  /** A table. If it is empty, nobody stated anything: the fact is not stated. */
  static <T> Fact tableOrNotStated(List<T> from, int limit, Function<T, Fact.Group> row) {
    return from.isEmpty() ? Fact.NOT_STATED : table(Bounded.all(from), limit, row);
  }

  static <T> Fact blocks(Bounded<T> from, int limit, Function<T, Fact.Group> block) {
    return items(Fact.Layout.BLOCKS, from, limit, block);
  }

  /** A table of texts by name; not stated if there are none. */
  static Fact map(Map<String, String> map, int limit) {
    return tableOrNotStated(
        List.copyOf(map.entrySet()),
        limit,
        entry ->
            Fact.Group.of(
                new Field("name", "Name", code(entry.getKey())),
                new Field("value", "Value", text(entry.getValue()))));
  }

  static <T> Fact stated(Stated<T> stated, Function<T, Fact> given) {
    if (stated instanceof Stated.Withheld<T> withheld) {
      return new Fact.Withheld(words(withheld.reason()));
    }
    if (stated instanceof Stated.NotApplicable<T> none) {
      return new Fact.NotApplicable(words(none.reason()));
    }
    return given.apply(((Stated.Given<T>) stated).value());
  }

  static Fact.Text words(String text) {
    return new Fact.Text(cut(text));
  }

  private static String cut(String text) {
    int points = text.codePointCount(0, text.length());
    if (points <= TEXT_CODE_POINTS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, TEXT_CODE_POINTS))
        + "... ["
        + (points - TEXT_CODE_POINTS)
        + " characters more]";
  }
}
