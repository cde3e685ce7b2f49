package dev.headwater.model;

import java.util.OptionalLong;

/**
 * How labels came about. All of it is optional.
 *
 * @param platform where the annotators worked
 * @param perItem how many annotations each item got: a whole number
 * @param protocol the instructions that they followed
 * @param aggregation how several annotations became one label
 */
public record Annotation(
    String platform, OptionalLong perItem, String protocol, String aggregation) {
  public Annotation {
    platform = Check.text("platform", platform);
    Check.count("perItem", perItem);
    protocol = Check.text("protocol", protocol);
    aggregation = Check.text("aggregation", aggregation);
  }
}
