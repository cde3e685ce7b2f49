package dev.headwater.query;

import java.util.UUID;

/**
 * A state of one asset's facts. Two equal revisions are of the same state.
 *
 * @param task that wrote the row; another one after a move, a restart or a failure of the task
 * @param number of changes so far; -1 if no event ever named the asset
 */
public record Revision(UUID task, long number) {}
