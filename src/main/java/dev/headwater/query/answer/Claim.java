package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import java.util.UUID;

/**
 * The claim of an event on its id at an asset.
 *
 * @param asset an output of the event, or the target of its document
 * @param event its id
 * @param fingerprint of its content
 */
public record Claim(Asset asset, UUID event, long fingerprint) {}
