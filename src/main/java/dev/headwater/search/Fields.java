package dev.headwater.search;

import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.OpenAlerts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;

/** The names and the terms of the index's fields. */
final class Fields {
  /**
   * The partition and the URN. Documents are sorted by it, so that those of one partition are
   * together, in the order of their URNs.
   */
  static final String KEY = "key";

  /** Exact properties: partition, kind, namespace, state. */
  static final String TAG = "tag";

  /** The state, to see whether it has changed. */
  static final String STATE = "state";

  /** All grams of the folded name, and its ending. */
  static final String NAME = "name";

  /** All grams of the folded namespace. */
  static final String NAMESPACE = "namespace";

  /** The first points of the folded name. */
  static final String FIRST = "first";

  /** The first points of each word of both. */
  static final String WORDS = "words";

  /** The categories that a dataset declares to have; see {@link CategoryTerms}. */
  static final String CATEGORY = "category";

  /** The number of its declarations, to see whether they have changed. */
  static final String DECLARED = "declared";

  private static final int DOCUMENTATIONS = Documentation.values().length;
  private static final int ALERTS = OpenAlerts.values().length;

  /** How many different states documents can have. */
  static final int STATES = Synthetic.values().length * DOCUMENTATIONS * ALERTS;

  private Fields() {}

  static BytesRef key(int partition, String urn) {
    byte[] text = urn.getBytes(StandardCharsets.UTF_8);
    return new BytesRef(
        ByteBuffer.allocate(Integer.BYTES + text.length).putInt(partition).put(text).array());
  }

  static String urn(BytesRef key) {
    return new String(
        key.bytes, key.offset + Integer.BYTES, key.length - Integer.BYTES, StandardCharsets.UTF_8);
  }

  /** The number of a state as far as filters regard it. */
  static int state(AssetState state) {
    OpenAlerts alerts = state.openAlerts() > 0 ? OpenAlerts.OPEN : OpenAlerts.NONE;
    return (state.synthetic().ordinal() * DOCUMENTATIONS + state.documentation().ordinal()) * ALERTS
        + alerts.ordinal();
  }

  static Synthetic synthetic(int state) {
    return Synthetic.values()[state / ALERTS / DOCUMENTATIONS];
  }

  static Documentation documentation(int state) {
    return Documentation.values()[state / ALERTS % DOCUMENTATIONS];
  }

  static OpenAlerts alerts(int state) {
    return OpenAlerts.values()[state % ALERTS];
  }

  static BytesRef partitionTag(int partition) {
    return new BytesRef("p" + partition);
  }

  static BytesRef kindTag(AssetKind kind) {
    return new BytesRef("k" + kind);
  }

  static BytesRef stateTag(int state) {
    return new BytesRef("s" + state);
  }

  static BytesRef namespaceTag(String namespace) {
    return new BytesRef("n" + namespace);
  }
}
