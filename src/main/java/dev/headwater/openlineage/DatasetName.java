package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import java.util.Comparator;

/** The name of a dataset in OpenLineage. The two parts can always form an {@link Asset}. */
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

  /**
   * A text for use in a row's key. Different names have different texts, and no text has two NULs
   * in a row.
   */
  String key() {
    return escaped(namespace) + "\0" + escaped(name);
  }

  static DatasetName ofKey(String key) {
    int end = key.indexOf('\0');
    return new DatasetName(plain(key.substring(0, end)), plain(key.substring(end + 1)));
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace("\0", "%00");
  }

  private static String plain(String part) {
    return part.replace("%00", "\0").replace("%25", "%");
  }

  @Override
  public int compareTo(DatasetName other) {
    return ORDER.compare(this, other);
  }
}
