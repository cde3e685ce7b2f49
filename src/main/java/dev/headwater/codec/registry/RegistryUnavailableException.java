package dev.headwater.codec.registry;

/** The schema registry cannot be asked now; the same question may be answered later. */
public final class RegistryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
