package dev.headwater.app.kafka;

/** An instance has to start again, because what its generation may do has changed. */
public final class RoleChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RoleChangedException(String message) {
    super(message);
  }
}
