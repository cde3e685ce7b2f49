package dev.headwater.http;

import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import io.javalin.http.Context;

/** The asset that a path names: its URN, percent-encoded as one segment, so it is decoded once. */
final class PathUrn {
  /** In {@code /api/v1/assets/<urn>}, counted from the empty segment before the first slash. */
  private static final int SEGMENT = 4;

  private PathUrn() {}

  /**
   * @throws Problem 400 if it is not a URN in its canonical spelling
   */
  static Asset of(Context ctx) {
    String raw = ctx.req().getRequestURI().split("/")[SEGMENT];
    try {
      return Asset.parse(PercentEncoding.decodeSegment(raw));
    } catch (InvalidException invalid) {
      throw Problem.parameter("urn", invalid.getMessage());
    } catch (IllegalArgumentException malformed) {
      throw Problem.parameter("urn", malformed.getMessage());
    }
  }
}
