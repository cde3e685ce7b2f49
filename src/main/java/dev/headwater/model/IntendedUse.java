package dev.headwater.model;

import java.util.List;

/** What a model is for, for whom, and how they should be represented. All of it is optional. */
public record IntendedUse(String description, String users, List<Target> targets) {
  public IntendedUse {
    description = Check.text("description", description);
    users = Check.text("users", users);
    targets = Check.list("targets", targets, Limits.LIST_ITEMS);
  }
}
