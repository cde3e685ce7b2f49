package dev.headwater.http.access;

import dev.headwater.auth.TokenHash;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which tokens have been valid lately, by their hashes. Only a valid token gets in, so a stranger
 * pushes none out. It does not say that a token is valid now. Thread-safe.
 */
final class KnownTokens {
  private static final float LOAD = 0.75f;

  private final Map<String, Boolean> hashes;

  /**
   * @param most how many are remembered, those that were used last
   */
  KnownTokens(int most) {
    this.hashes =
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  boolean has(String token) {
    String hash = TokenHash.of(token);
    synchronized (hashes) {
      return hashes.get(hash) != null;
    }
  }

  void add(String token) {
    String hash = TokenHash.of(token);
    synchronized (hashes) {
      hashes.put(hash, true);
    }
  }

  void remove(String token) {
    String hash = TokenHash.of(token);
    synchronized (hashes) {
      hashes.remove(hash);
    }
  }
}
