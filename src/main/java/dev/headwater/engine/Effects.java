package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.Set;

/**
 * The result of one command.
 *
 * @param changes rows to write, in this order
 * @param commands commands to send, in this order
 * @param alerts alerts to deliver
 * @param changedAssets assets whose summary has changed
 * @param conflicts events that have the id of another event but other content
 */
public record Effects(
    List<Change> changes,
    List<GraphCommand> commands,
    List<Alert> alerts,
    Set<Asset> changedAssets,
    List<LineageEvent> conflicts) {}
