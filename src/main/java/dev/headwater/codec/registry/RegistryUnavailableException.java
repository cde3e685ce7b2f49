package dev.headwater.codec.registry;

/**
 * The registry could not be asked: it is away, failing (5xx), overloaded (429), not a registry at
 * the given path, or does not let us in (401, 403). Nothing is known about the schema, so data must
 * not be judged by it; ask again later. The message says which of these it was.
 */
public final class RegistryUnavailableException extends RegistryException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
