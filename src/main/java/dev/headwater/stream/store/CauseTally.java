package dev.headwater.stream.store;

import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;

/**
 * How many models of the partition have an open, announced alert of a rule about an origin.
 *
 * @param rule one of those that models inherit
 */
public record CauseTally(RuleName rule, Asset origin, long models) {}
