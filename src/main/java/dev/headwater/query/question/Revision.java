package dev.headwater.query.question;

import java.util.UUID;

/**
 * Identifies a state of one asset's facts. If two revisions of an asset are equal, the facts are
 * the same.
 *
 * @param task id of the task that owns the asset's row; a new one after a move, a restart or a
 *     failure of the task
 * @param number of changes so far; -1 if no event ever named the asset
 */
public record Revision(UUID task, long number) {}
