package dev.headwater.engine;

import dev.headwater.model.command.GraphCommand;

/**
 * A reminder.
 *
 * @param dueMillis when, in epoch milliseconds
 * @param command what is to be done then
 */
public record Timer(long dueMillis, GraphCommand.Reminder command) {}
