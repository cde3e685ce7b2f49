/**
 * The commands that owners send to one another, on the topic {@code headwater.graph}.
 *
 * <p>Every command has one target, an asset or a producer instance, and the owner of the target
 * handles it. All commands are idempotent, and their order of arrival does not matter: what they
 * carry (revisions, epochs, event ids, event numbers) is merged into state that only grows. So a
 * command that arrives late, twice or after its successor changes nothing.
 */
package dev.headwater.model.command;
