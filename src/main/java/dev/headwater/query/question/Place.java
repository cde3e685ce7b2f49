package dev.headwater.query.question;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The place of an asset in the results of a search: by rank, and by URN among assets of one rank.
 * An asset keeps its place for as long as it exists, because its name never changes.
 *
 * @param rank how well the name matches; see {@link AssetFilter#rank}
 * @param urn of the asset, or "" for the place before all assets of the rank
 */
public record Place(int rank, String urn) implements Comparable<Place> {
  /** Ranks are below this. */
  public static final int RANKS = 4;

  /** The place before all assets. */
  public static final Place START = new Place(0, "");

  /** The place after all assets. */
  public static final Place END = new Place(RANKS, "");

  /** Orders URNs as the rows of a partition are ordered: by their UTF-8 bytes. */
  public static final Comparator<String> BY_BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  public Place {
    if (rank < 0 || rank > RANKS) {
      throw new IllegalArgumentException("a rank is from 0 to " + RANKS + ", not " + rank);
    }
  }

  /** The place before all assets of the next rank. */
  public Place nextRank() {
    return new Place(rank + 1, "");
  }

  /** Reads what {@link #text} wrote; "" is the start. */
  public static Place parse(String text) {
    if (text.isEmpty()) {
      return START;
    }
    if (text.charAt(0) < '0' || text.charAt(0) > '0' + RANKS) {
      throw new IllegalArgumentException("not a place where an earlier page ended");
    }
    return new Place(text.charAt(0) - '0', text.substring(1));
  }

  /** The place as text; "" for the end. */
  public String text() {
    return equals(END) ? "" : rank + urn;
  }

  @Override
  public int compareTo(Place other) {
    return rank != other.rank
        ? Integer.compare(rank, other.rank)
        : BY_BYTES.compare(urn, other.urn);
  }
}
