package dev.headwater.representation;

import dev.headwater.model.Asset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset as one step sees it.
 *
 * @param amounts all of it, what its composition does not account for included
 * @param size the number of its records
 * @param unread an asset whose statements were not read, though the amounts depend on them
 */
record Source(Amounts amounts, OptionalLong size, Optional<Asset> unread) {}
