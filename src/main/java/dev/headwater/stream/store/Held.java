package dev.headwater.stream.store;

import dev.headwater.model.Alert;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import java.util.Optional;

/**
 * An alert that has changed and is not to be delivered yet: the task is far behind.
 *
 * @param told the alert as it was delivered last, if it was
 */
public record Held(Party subject, RuleName rule, Party origin, Optional<Alert> told) {}
