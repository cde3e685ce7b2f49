package dev.headwater.model;

/**
 * A statement about a part of a synthesis record: the value, or that the value is withheld, or that
 * there can be no value. If an event says nothing, it is {@link Given} with an empty collection.
 */
public sealed interface Stated<T> permits Stated.Given, Stated.Withheld, Stated.NotApplicable {

  /** The value. */
  record Given<T>(T value) implements Stated<T> {
    public Given {
      Check.present("value", value);
    }
  }

  /** There is a value, but it is withheld for this reason. */
  record Withheld<T>(String reason) implements Stated<T> {
    public Withheld {
      reason = checkedReason("withheld", reason);
    }
  }

  /** There can be no value, for this reason. */
  record NotApplicable<T>(String reason) implements Stated<T> {
    public NotApplicable {
      reason = checkedReason("notApplicable", reason);
    }
  }

  private static String checkedReason(String field, String reason) {
    String checked = Check.text(field, reason);
    if (!Placeholder.counts(checked)) {
      throw new InvalidException(
          field,
          checked.isEmpty()
              ? "needs a reason that is not blank"
              : "needs a reason, " + Check.quote(checked) + " is a placeholder");
    }
    return checked;
  }
}
