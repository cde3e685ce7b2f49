/**
 * The commands that the owners of assets send one another (topic {@code headwater.graph}).
 *
 * <p>Every command is addressed to one asset and is handled by the one task that owns it. All of
 * them are idempotent and none depends on the order of arrival: they carry registers that only grow
 * (revisions, epochs), so a command that comes late, twice or after its successor changes nothing.
 */
package dev.headwater.model.command;
