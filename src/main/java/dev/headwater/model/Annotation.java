package dev.headwater.model;

import java.util.OptionalLong;

/**
 * How labels were made. All fields are optional.
 *
 * @param platform where the annotators worked
 * @param perItem the number of annotations per item, not negative
 * @param protocol the instructions for the annotators
 * @param aggregation how several annotations were combined into one label
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
