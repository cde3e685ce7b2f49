package dev.headwater.oracle;

import dev.headwater.model.LineageEvent;
import java.time.Instant;

/**
 * One record of the events topic.
 *
 * @param event what it says
 * @param at the timestamp of the record; grace begins then
 */
public record Arrival(LineageEvent event, Instant at) {}
