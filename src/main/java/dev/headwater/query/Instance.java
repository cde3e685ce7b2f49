package dev.headwater.query;

/**
 * The address at which the other instances reach an instance.
 *
 * @param host a name or address
 * @param port of its HTTP API
 */
public record Instance(String host, int port) implements Comparable<Instance> {

  /** The URL of its HTTP API, without a path. */
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
