package dev.headwater.cli.server;

import dev.headwater.cli.terminal.Failure;
import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.AccessToken;
import dev.headwater.sdk.access.TokenSource;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * What a command shows to the server, and which certificates it trusts.
 *
 * @param tokens the source of the token
 * @param trust makes connections that trust the authorities that the user named; empty for those
 *     that Java trusts
 */
public record Access(TokenSource tokens, Optional<SSLSocketFactory> trust) {

  /** No token, and the authorities that Java trusts. */
  public static final Access NONE = new Access(TokenSource.none(), Optional.empty());

  /**
   * The token for the next request; empty if the user has none.
   *
   * @throws Failure if there is one, but it cannot be used
   */
  Optional<AccessToken> token() {
    try {
      return tokens.token();
    } catch (AccessException unusable) {
      throw Failure.usage(unusable.getMessage(), unusable);
    }
  }

  /** The text of a server without the token, which the server might repeat. */
  String hideIn(String text) {
    return token().map(token -> token.hideIn(text)).orElse(text);
  }
}
