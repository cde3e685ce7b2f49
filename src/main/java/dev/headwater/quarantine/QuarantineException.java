package dev.headwater.quarantine;

/** The quarantine cannot do what was asked. The message is a sentence for the person who asked. */
public abstract sealed class QuarantineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private QuarantineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** It is not possible now: Kafka does not answer, or the scan was too short. */
  public static final class Away extends QuarantineException {
    private static final long serialVersionUID = 1L;

    Away(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** It is not possible with this record. */
  public static final class Refused extends QuarantineException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null);
    }
  }
}
