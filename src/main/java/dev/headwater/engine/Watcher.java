package dev.headwater.engine;

import dev.headwater.model.Asset;

/**
 * An asset that wants to know what another one declares, at the owner of the other one.
 *
 * @param of the asset that is watched, which owns the row
 * @param by the asset that watches
 * @param revision the revision of {@code wanted}, as the watching asset counts it
 * @param wanted whether it still wants to know
 */
public record Watcher(Asset of, Asset by, long revision, boolean wanted) {}
