package dev.headwater.model;

/**
 * What is said about a part of a synthesis record: the value itself, that it is withheld, or that
 * there can be none. Nothing said is {@link Given} of an empty collection.
 */
public sealed interface Stated<T> permits Stated.Given, Stated.Withheld, Stated.NotApplicable {

  /** The value itself. */
  record Given<T>(T value) implements Stated<T> {
    public Given {
      Check.present("value", value);
    }
  }

  /** There is a value, and it is kept back for the reason. */
  record Withheld<T>(String reason) implements Stated<T> {
    public Withheld {
      reason = checkedReason("withheld", reason);
    }
  }

  /** There can be no value, for the reason. */
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
