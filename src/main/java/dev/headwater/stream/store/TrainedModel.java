package dev.headwater.stream.store;

import dev.headwater.model.Asset;
import dev.headwater.model.Stamp;

/**
 * A model with a live TRAIN event.
 *
 * @param latest the stamp of the latest one
 */
public record TrainedModel(Asset model, Stamp latest) {}
