package dev.headwater.search;

import dev.headwater.model.Composition;
import dev.headwater.model.Sha256;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.representation.Measure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/**
 * The terms by which a dataset is found by the categories that it declares to have.
 *
 * <p>A term is a hash of the category and its measure, and a byte that sorts larger amounts first.
 * An asset has a bounded number of terms. If it declares more, it has terms that stand for all
 * other categories of a measure, or for all other measures.
 */
final class CategoryTerms {
  /** The most categories of one asset that have a term of their own. */
  static final int CATEGORIES = 1_000;

  /** The most measures of one asset that have terms. */
  static final int MEASURES = 100;

  private static final int HASH_BYTES = 16;
  private static final Comparator<Map.Entry<String, Double>> LARGEST_FIRST =
      Map.Entry.<String, Double>comparingByValue().reversed();

  private CategoryTerms() {}

  /** The terms of an asset that declares these compositions. */
  static List<BytesRef> of(List<Composition> declared) {
    List<BytesRef> terms = new ArrayList<>();
    int measures = Math.min(declared.size(), MEASURES);
    for (Composition one : declared.subList(0, measures)) {
      List<Map.Entry<String, Double>> categories =
          one.counts().entrySet().stream()
              .filter(category -> category.getValue() > 0)
              .sorted(LARGEST_FIRST)
              .toList();
      int own = Math.min(categories.size(), CATEGORIES / measures);
      for (Map.Entry<String, Double> category : categories.subList(0, own)) {
        terms.add(term(prefix(Measure.of(one), category.getKey()), category.getValue()));
      }
      if (own < categories.size()) {
        terms.add(term(others(Measure.of(one)), categories.get(own).getValue()));
      }
    }
    if (measures < declared.size()) {
      terms.add(term(otherMeasures(), Double.MAX_VALUE));
    }
    return terms;
  }

  /** The beginnings of the terms of all datasets that may have a category. */
  static List<byte[]> prefixes(Measure measure, String category) {
    return List.of(prefix(measure, category), others(measure), otherMeasures());
  }

  /** The magnitude that a term with a prefix ends with. */
  static int magnitude(BytesRef term) {
    return CategoryLookup.LARGEST - term.bytes[term.offset + HASH_BYTES];
  }

  private static BytesRef term(byte[] prefix, double amount) {
    byte order = (byte) (CategoryLookup.LARGEST - CategoryLookup.magnitude(amount));
    return new BytesRef(ByteBuffer.allocate(HASH_BYTES + 1).put(prefix).put(order).array());
  }

  private static byte[] prefix(Measure measure, String category) {
    return hash(measure.dimension(), measure.unit(), category);
  }

  private static byte[] others(Measure measure) {
    return hash(measure.dimension(), measure.unit());
  }

  private static byte[] otherMeasures() {
    return hash();
  }

  /** A length before each part makes different parts different texts. */
  private static byte[] hash(String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(part.length()).append(' ').append(part);
    }
    byte[] hash = new byte[HASH_BYTES];
    System.arraycopy(Sha256.of(text.toString()), 0, hash, 0, HASH_BYTES);
    return hash;
  }

  /** Whether a term begins with a prefix. */
  static boolean hasPrefix(BytesRef term, byte[] prefix) {
    return term.length == HASH_BYTES + 1
        && Arrays.equals(term.bytes, term.offset, term.offset + HASH_BYTES, prefix, 0, HASH_BYTES);
  }
}
