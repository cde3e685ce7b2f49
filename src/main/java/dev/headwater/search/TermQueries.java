package dev.headwater.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Queries by one term, of one reader. It remembers where the segments have the terms that were
 * asked for last: a search asks for the same terms in each partition and for each rank.
 * Thread-safe.
 */
final class TermQueries {
  private static final int REMEMBERED = 512;

  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final Map<Term, TermQuery> queries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Term, TermQuery> longestUnused) {
          return size() > REMEMBERED;
        }
      };

  TermQueries(DirectoryReader reader) {
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null); // the documents change before most queries come again
  }

  boolean areOf(DirectoryReader other) {
    return reader == other;
  }

  IndexSearcher searcher() {
    return searcher;
  }

  synchronized TermQuery of(String field, BytesRef bytes) {
    return queries.computeIfAbsent(new Term(field, bytes), this::build);
  }

  private TermQuery build(Term term) {
    try {
      return new TermQuery(term, TermStates.build(searcher, term, true));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
