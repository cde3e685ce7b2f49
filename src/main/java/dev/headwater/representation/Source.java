package dev.headwater.representation;

import dev.headwater.model.Asset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A dataset as one step sees it.
 *
 * @param pool gives all of it, what its composition does not account for included. Of many declared
 *     inputs only one at a time is in memory, so ask once
 * @param size the number of its records
 * @param unread an asset whose statements were not read, though the amounts depend on them
 */
record Source(Supplier<Amounts> pool, OptionalLong size, Optional<Asset> unread) {}
