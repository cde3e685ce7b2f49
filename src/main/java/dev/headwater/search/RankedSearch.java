package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * One search of the documents of one partition, rank by rank. In each segment of the index, the
 * documents are sorted by URN, so the search of a rank ends when it has enough. For one thread.
 */
final class RankedSearch {
  /** About how many names one search checks, at most. */
  static final int CHECKED = 20_000;

  private static final int CHECKED_IN_SEGMENT = 500;

  private final IndexSearcher searcher;
  private final int partition;
  private final AssetFilter filter;
  private final RankQueries queries;
  private final int limit;
  private final int checkedInSegment;
  private final List<Slice> slices = new ArrayList<>();

  /** The documents of the partition in a segment: from the first to before the end. */
  private record Slice(LeafReaderContext segment, int first, int end) {}

  RankedSearch(TermQueries terms, int partition, AssetFilter filter, int limit) throws IOException {
    this.searcher = terms.searcher();
    this.partition = partition;
    this.filter = filter;
    this.queries = new RankQueries(terms, filter);
    this.limit = limit;
    List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
    this.checkedInSegment = Math.max(CHECKED_IN_SEGMENT, CHECKED / Math.max(1, segments.size()));
    for (LeafReaderContext segment : segments) {
      int first = firstAfter(segment.reader(), partition, "");
      int end = firstAfter(segment.reader(), partition + 1, "");
      if (first < end) {
        slices.add(new Slice(segment, first, end));
      }
    }
  }

  /** The next places after this one. */
  AssetLookup.Found after(Place after) throws IOException {
    List<Place> places = new ArrayList<>();
    Place at = after;
    while (at.rank() < queries.ranks()) {
      RankFound found = new RankFound(at, limit - places.size());
      search(found);
      places.addAll(found.places);
      if (places.size() == limit) {
        return new AssetLookup.Found(places, places.get(limit - 1));
      }
      if (found.cut != null) {
        return new AssetLookup.Found(places, found.cut);
      }
      at = at.nextRank();
    }
    return new AssetLookup.Found(places, Place.END);
  }

  /** What has been found of one rank. */
  private static final class RankFound {
    final Place after;
    final int limit;
    final TreeSet<Place> places = new TreeSet<>();

    /** The place after which some segment has not been looked at; null while there is none. */
    Place cut;

    RankFound(Place after, int limit) {
      this.after = after;
      this.limit = limit;
    }

    /** Whether no place from here on is needed. */
    boolean isBehind(Place place) {
      return cut != null && place.compareTo(cut) > 0
          || places.size() == limit && place.compareTo(places.last()) > 0;
    }

    void add(Place place) {
      places.add(place);
      if (places.size() > limit) {
        places.pollLast();
      }
    }

    void cutAt(Place place) {
      cut = place;
      places.tailSet(place, false).clear();
    }
  }

  private void search(RankFound found) throws IOException {
    Weight weight =
        searcher.createWeight(
            searcher.rewrite(queries.of(found.after.rank())), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (Slice slice : slices) {
      Scorer scorer = weight.scorer(slice.segment());
      if (scorer != null) {
        search(slice, scorer.iterator(), found);
      }
    }
  }

  private void search(Slice slice, DocIdSetIterator matches, RankFound found) throws IOException {
    LeafReader leaf = slice.segment().reader();
    int begin =
        found.after.urn().isEmpty()
            ? slice.first()
            : firstAfter(leaf, partition, found.after.urn());
    if (begin >= slice.end()) {
      return;
    }
    Bits live = leaf.getLiveDocs();
    SortedDocValues keys = leaf.getSortedDocValues(Fields.KEY);
    int checked = 0;
    for (int at = matches.advance(begin); at < slice.end(); at = matches.nextDoc()) {
      if (live != null && !live.get(at)) {
        continue;
      }
      keys.advanceExact(at);
      String urn = Fields.urn(keys.lookupOrd(keys.ordValue()));
      Place place = new Place(found.after.rank(), urn);
      if (found.isBehind(place)) {
        return;
      }
      OptionalInt rank = filter.rank(Asset.parse(urn));
      if (rank.isPresent() && rank.getAsInt() == place.rank()) {
        found.add(place);
      }
      if (++checked == checkedInSegment) {
        found.cutAt(place);
        return;
      }
    }
  }

  /** The first document behind a key, in the order of the documents. */
  static int firstAfter(LeafReader leaf, int partition, String urn) throws IOException {
    TermsEnum keys = leaf.terms(Fields.KEY).iterator();
    TermsEnum.SeekStatus status = keys.seekCeil(Fields.key(partition, urn));
    if (status == TermsEnum.SeekStatus.END
        || status == TermsEnum.SeekStatus.FOUND && keys.next() == null) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    PostingsEnum documents = keys.postings(null, PostingsEnum.NONE);
    return documents.nextDoc();
  }
}
