package dev.headwater.query;

/**
 * A running processor, where the others reach it.
 *
 * @param host a name or address
 * @param port of its HTTP API
 */
public record Instance(String host, int port) implements Comparable<Instance> {

  /** Where its HTTP API is, without a path. */
  public String url() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public int compareTo(Instance other) {
    return url().compareTo(other.url());
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
