package dev.headwater.model;

import java.util.List;

/**
 * The purpose of a model, its users, and how well groups should be represented. All fields are
 * optional.
 */
public record IntendedUse(String description, String users, List<Target> targets) {
  public IntendedUse {
    description = Check.text("description", description);
    users = Check.text("users", users);
    targets = Check.list("targets", targets, Limits.LIST_ITEMS);
  }
}
