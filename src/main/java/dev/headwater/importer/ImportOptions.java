package dev.headwater.importer;

import dev.headwater.model.Asset;
import java.util.Optional;

/**
 * What a record does not say and its reader knows.
 *
 * @param asset the dataset or model that the record is about; not for records that name several
 * @param namespace of the assets that the record names without one
 */
public record ImportOptions(Optional<Asset> asset, Optional<String> namespace) {

  /** The asset that a record is about which does not name it. */
  Asset about(RecordFile file) {
    return asset.orElseThrow(
        () ->
            new ImportException(
                file.name(), "", "does not name the dataset that it is about; --asset does"));
  }
}
