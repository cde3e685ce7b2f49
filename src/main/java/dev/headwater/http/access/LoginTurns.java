package dev.headwater.http.access;

import java.util.HashMap;
import java.util.Map;

/** How many logins are taken at once: in all, and from one address. Thread-safe. */
public final class LoginTurns {
  private final int most;
  private final int each;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int all;

  /**
   * @param most in all
   * @param each from one address
   */
  public LoginTurns(int most, int each) {
    this.most = most;
    this.each = each;
  }

  /** Takes a turn, which {@link #leave} ends; false if there is none. */
  public synchronized boolean enter(String address) {
    int before = byAddress.getOrDefault(address, 0);
    if (all >= most || before >= each) {
      return false;
    }
    all++;
    byAddress.put(address, before + 1);
    return true;
  }

  public synchronized void leave(String address) {
    all--;
    byAddress.computeIfPresent(address, (same, turns) -> turns > 1 ? turns - 1 : null);
  }
}
