package dev.headwater.codec.wire;

/** A record that cannot be decoded, now or later. The message is the reason, on one line. */
public final class UndecodableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecodableException(String message, Throwable cause) {
    super(message.lines().findFirst().orElse(message), cause);
  }
}
