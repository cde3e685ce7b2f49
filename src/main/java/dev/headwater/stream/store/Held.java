package dev.headwater.stream.store;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import java.util.Optional;

/**
 * An alert that has changed and is held back, because the task is far behind.
 *
 * @param told the alert as it was last delivered; empty if it never was
 */
public record Held(AlertKey key, Optional<Alert> told) {}
