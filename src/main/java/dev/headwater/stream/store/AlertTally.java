package dev.headwater.stream.store;

import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;

/**
 * How many announced alerts of a rule and severity are open.
 *
 * @param open at least 1
 */
public record AlertTally(RuleName rule, Severity severity, long open) {}
