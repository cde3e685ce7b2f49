package dev.headwater.export;

import java.time.Instant;
import java.util.List;

/** One thing that a card says, or does not know. */
public sealed interface Fact {

  /** A value that no event states and nothing else reveals. Readers must not take it for "no". */
  Fact NOT_STATED = new NotStated();

  /** See {@link #NOT_STATED}. */
  record NotStated() implements Fact {}

  /** There is a value, but it is withheld for the reason. */
  record Withheld(Text reason) implements Fact {}

  /** There can be no value, for the reason. */
  record NotApplicable(Text reason) implements Fact {}

  /** Words of a person or of Headwater, already cut to the length that a card allows. */
  record Text(String text) implements Fact {}

  /** An identifier or one of a few symbols, shown as it is spelled. */
  record Code(String text) implements Fact {}

  /** A whole number. */
  record Count(long number) implements Fact {}

  /** Any finite number. */
  record Amount(double number) implements Fact {}

  /** A part of a whole, from 0 to 1. */
  record Share(double share) implements Fact {}

  /** Yes or no, as stated or found. If it is not known, {@link #NOT_STATED} is used instead. */
  record Flag(boolean yes) implements Fact {}

  /** A point in time. */
  record Time(Instant instant) implements Fact {}

  /** How the items of a list are laid out for a reader. */
  enum Layout {
    /** In one line, one after the other. */
    WORDS,
    /** In one line, each leading to the next. */
    PATH,
    /**
     * A row for each item. All items are {@link Group}s with the same fields, and no field is a
     * group.
     */
    TABLE,
    /** A part of the page for each item. All items are {@link Group}s. */
    BLOCKS
  }

  /**
   * A list. An empty list says that it is known that there are no items.
   *
   * @param leftOut how many more items there are than are listed
   * @param exact whether there are no more than that
   */
  record Items(Layout layout, List<Fact> items, long leftOut, boolean exact) implements Fact {
    public Items {
      items = List.copyOf(items);
      if (leftOut < 0) {
        throw new IllegalArgumentException("leftOut is " + leftOut);
      }
      if (layout == Layout.TABLE || layout == Layout.BLOCKS) {
        requireGroups(items);
      }
      if (layout == Layout.TABLE) {
        requireSameKeys(items);
      }
    }

    /** Whether there are more than are listed. */
    public boolean isCut() {
      return leftOut > 0 || !exact;
    }

    private static void requireGroups(List<Fact> items) {
      if (!items.stream().allMatch(Group.class::isInstance)) {
        throw new IllegalArgumentException("an item of a table, or a block, is not a group");
      }
    }

    private static void requireSameKeys(List<Fact> items) {
      if (items.stream().map(item -> ((Group) item).keys()).distinct().count() > 1) {
        throw new IllegalArgumentException("the rows of a table have different fields");
      }
    }
  }

  /**
   * Facts that belong together.
   *
   * @param fields with different keys
   */
  record Group(List<Field> fields) implements Fact {
    public Group {
      fields = List.copyOf(fields);
      if (fields.stream().map(Field::key).distinct().count() < fields.size()) {
        throw new IllegalArgumentException("two fields have the same key");
      }
    }

    /** A group of these fields. */
    public static Group of(Field... fields) {
      return new Group(List.of(fields));
    }

    List<String> keys() {
      return fields.stream().map(Field::key).toList();
    }
  }
}
