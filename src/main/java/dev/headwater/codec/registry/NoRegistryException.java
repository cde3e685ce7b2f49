package dev.headwater.codec.registry;

/**
 * What answers at the URL is another server. Waiting does not help, unless something stands in for
 * the registry for a while, such as a page of a proxy. Whoever has used the registry before should
 * therefore treat this as {@link RegistryUnavailableException}.
 */
public final class NoRegistryException extends RegistryUnavailableException {
  private static final long serialVersionUID = 1L;

  NoRegistryException(String message, Exception cause) {
    super(message, cause);
  }
}
