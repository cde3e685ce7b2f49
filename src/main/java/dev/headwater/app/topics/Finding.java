package dev.headwater.app.topics;

/**
 * What one check before a start has found.
 *
 * @param status how good it is
 * @param subject what was looked at, such as {@code topic headwater.events}
 * @param what what is the case, as part of a sentence
 * @param remedy what to do; "" if there is nothing to do
 */
public record Finding(Status status, String subject, String what, String remedy) {

  /** How good it is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** It can run so, but a person should know. */
    WARNING,
    /** It cannot run so, or would lose something. */
    WRONG,
    /** It could not be found out, so nothing may be concluded. */
    UNKNOWN
  }

  public static Finding ok(String subject, String what) {
    return new Finding(Status.OK, subject, what, "");
  }

  public static Finding warning(String subject, String what, String remedy) {
    return new Finding(Status.WARNING, subject, what, remedy);
  }

  public static Finding wrong(String subject, String what, String remedy) {
    return new Finding(Status.WRONG, subject, what, remedy);
  }

  public static Finding unknown(String subject, String what, String remedy) {
    return new Finding(Status.UNKNOWN, subject, what, remedy);
  }
}
