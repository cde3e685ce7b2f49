package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.Loop;

/**
 * That the search of a loop has asked an asset. As long as the asset remembers this, it reports to
 * the loop's model what changes its answer.
 *
 * @param asset the asset, which owns the row
 * @param loop the loop
 * @param epoch the latest epoch of the search that the asset knows
 */
public record Visit(Asset asset, Loop loop, long epoch) {}
