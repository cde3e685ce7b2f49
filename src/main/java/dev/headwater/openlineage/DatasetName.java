package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import java.util.Comparator;

/** How OpenLineage names a dataset. Both parts are such that they make an {@link Asset}. */
record DatasetName(String namespace, String name) implements Comparable<DatasetName> {
  private static final Comparator<DatasetName> ORDER =
      Comparator.comparing(DatasetName::namespace).thenComparing(DatasetName::name);

  /** Reads {@code namespace} and {@code name} of an object. */
  static DatasetName of(String path, JsonNode node) {
    Fields fields = Fields.of(path, node);
    DatasetName name =
        new DatasetName(fields.requiredText("namespace"), fields.requiredText("name"));
    try {
      Asset.of(AssetKind.DATASET, name.namespace, name.name);
    } catch (InvalidException invalid) {
      throw invalid.within(path);
    }
    return name;
  }

  @Override
  public int compareTo(DatasetName other) {
    return ORDER.compare(this, other);
  }
}
