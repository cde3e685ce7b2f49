package dev.headwater.stream.store;

import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;

/** An alert that has changed and is not to be delivered yet: the task is far behind. */
public record Held(Asset subject, RuleName rule, Asset origin) {}
