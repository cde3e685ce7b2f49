package dev.headwater.query.peer;

/**
 * The address at which the other instances reach an instance.
 *
 * @param host a name or address
 * @param port of its HTTP API
 * @param tls whether it speaks TLS; all instances of an installation do, or none does
 */
public record Instance(String host, int port, boolean tls) implements Comparable<Instance> {

  /** Without TLS. */
  public Instance(String host, int port) {
    this(host, port, false);
  }

  /** The URL of its HTTP API, without a path. */
  public String url() {
    String scheme = tls ? "https" : "http";
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
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
