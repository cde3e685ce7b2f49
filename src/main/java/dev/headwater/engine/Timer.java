package dev.headwater.engine;

import dev.headwater.model.command.GraphCommand;

/**
 * A command that is due at a time.
 *
 * @param dueMillis the due time, in epoch milliseconds
 * @param command the command
 */
public record Timer(long dueMillis, GraphCommand.Reminder command) {}
