package dev.headwater.codec.registry;

/**
 * The registry gave no usable answer: it is unreachable, failing (5xx), overloaded (429), not at
 * the given path, or denies access (401, 403). Nothing is known about the schema, so data must not
 * be rejected because of it; try again later. The message names the case.
 */
public sealed class RegistryUnavailableException extends RegistryException
    permits NoRegistryException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
