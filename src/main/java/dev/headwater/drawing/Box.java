package dev.headwater.drawing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A dataset, a model or a job in a diagram.
 *
 * @param id unique in the diagram; the URN for an asset
 * @param version empty if there is none
 * @param href where the box leads; empty if nowhere. It must begin with {@code /}, {@code ?} or
 *     {@code #}
 * @param focus whether the diagram is about this box
 * @param inputs neighbours to the left that are not drawn
 * @param outputs neighbours to the right that are not drawn
 */
public record Box(
    String id,
    BoxKind kind,
    String name,
    String namespace,
    String version,
    Set<Sign> signs,
    String href,
    boolean focus,
    Hidden inputs,
    Hidden outputs) {

  public Box {
    Check.id("Box: id", id);
    String place = "Box " + Check.quote(id);
    if (kind == null || signs == null || inputs == null || outputs == null) {
      throw new IllegalArgumentException(place + ": kind, signs, inputs and outputs are required");
    }
    Check.text(place + ": name", name);
    Check.text(place + ": namespace", namespace);
    Check.text(place + ": version", version);
    Check.href(place + ": href", href);
    EnumSet<Sign> ordered = EnumSet.noneOf(Sign.class);
    ordered.addAll(signs);
    signs = Collections.unmodifiableSet(ordered);
  }

  /** The name as readers know it: {@code namespace:name@version}. */
  String fullName() {
    return (namespace.isEmpty() ? "" : namespace + ":")
        + name
        + (version.isEmpty() ? "" : "@" + version);
  }
}
