package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.Origin;

/**
 * A reminder to judge an exposure anew.
 *
 * @param dueMillis when, in epoch milliseconds
 * @param asset the asset
 * @param origin which of its exposures
 */
public record Timer(long dueMillis, Asset asset, Origin origin) {}
