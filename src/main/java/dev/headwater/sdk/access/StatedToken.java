package dev.headwater.sdk.access;

import java.util.Optional;

/** The same token for ever, or none. */
record StatedToken(Optional<AccessToken> token, String place) implements TokenSource {}
