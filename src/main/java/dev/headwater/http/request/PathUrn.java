package dev.headwater.http.request;

import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import io.javalin.http.Context;

/**
 * Reads the asset from a path. The path contains its URN, percent-encoded as one segment, so it is
 * decoded only once.
 */
public final class PathUrn {
  /**
   * The segment in {@code /api/v1/assets/<urn>}; segment 0 is the empty one before the first slash.
   */
  private static final int API_SEGMENT = 4;

  /** The segment in {@code /assets/<urn>}, which is a page. */
  private static final int PAGE_SEGMENT = 2;

  private PathUrn() {}

  /**
   * @throws Problem 400 if the segment is not a URN in its canonical spelling
   */
  public static Asset of(Context ctx) {
    return of(ctx, API_SEGMENT);
  }

  /**
   * As {@link #of(Context)}, for the path of a page.
   *
   * @throws Problem 400 if the segment is not a URN in its canonical spelling
   */
  public static Asset ofPage(Context ctx) {
    return of(ctx, PAGE_SEGMENT);
  }

  private static Asset of(Context ctx, int segment) {
    String raw = ctx.req().getRequestURI().split("/")[segment];
    try {
      return Asset.parse(PercentEncoding.decodeSegment(raw));
    } catch (InvalidException invalid) {
      throw Problem.parameter("urn", invalid.getMessage());
    } catch (IllegalArgumentException malformed) {
      throw Problem.parameter("urn", malformed.getMessage());
    }
  }
}
