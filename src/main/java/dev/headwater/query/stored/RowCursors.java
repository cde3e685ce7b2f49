package dev.headwater.query.stored;

import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import dev.headwater.model.command.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says where a page of rows ended, and where the next one begins. */
final class RowCursors {
  private RowCursors() {}

  /** The cursor of the next page; "" if this page is the last. */
  static <R> String next(List<R> found, int limit, Function<R, String> cursor) {
    return found.size() < limit ? "" : cursor.apply(found.get(found.size() - 1));
  }

  static Optional<Asset> asset(String cursor) {
    return cursor.isEmpty() ? Optional.empty() : Optional.of(Asset.parse(cursor));
  }

  /** The cursor of an origin. A space can separate its parts, because a URN contains none. */
  static String text(Origin origin) {
    return origin.kind() + " " + origin.asset().urn();
  }

  static Origin origin(String cursor) {
    String[] parts = parts(cursor, 2);
    return new Origin(Asset.parse(parts[1]), OriginKind.valueOf(parts[0]));
  }

  /** The alert may be gone meanwhile: its key says where to go on. */
  static Optional<AlertKey> alert(String cursor) {
    return cursor.isEmpty() ? Optional.empty() : Optional.of(AlertKey.parse(cursor));
  }

  private static String[] parts(String cursor, int count) {
    String[] parts = cursor.split(" ");
    if (parts.length != count) {
      throw new IllegalArgumentException("not a place where an earlier page ended");
    }
    return parts;
  }
}
