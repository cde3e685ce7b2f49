package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.Set;

/**
 * What follows from one command.
 *
 * @param changes rows to write, in this order
 * @param commands to send, in this order
 * @param alerts to deliver
 * @param changedAssets those of which a summary would read differently now
 * @param conflicts events that carry other content under an id that is taken
 */
public record Decision(
    List<Change> changes,
    List<GraphCommand> commands,
    List<Alert> alerts,
    Set<Asset> changedAssets,
    List<LineageEvent> conflicts) {}
