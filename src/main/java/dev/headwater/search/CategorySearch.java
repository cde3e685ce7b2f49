package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.CategoryLookup.Holder;
import dev.headwater.representation.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Finds the documents of datasets of one partition that may have a category. For one thread. */
final class CategorySearch {
  private static final Comparator<Holder> LARGEST_FIRST =
      Comparator.comparingInt(Holder::magnitude).reversed().thenComparing(Holder::asset);

  private final IndexSearcher searcher;
  private final int partition;
  private final int limit;
  private final List<Holder> holders = new ArrayList<>();
  private boolean all = true;

  CategorySearch(TermQueries terms, int partition, int limit) {
    this.searcher = terms.searcher();
    this.partition = partition;
    this.limit = limit;
  }

  CategoryLookup.Found find(Measure measure, String category) throws IOException {
    for (byte[] prefix : CategoryTerms.prefixes(measure, category)) {
      for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
        find(segment.reader(), prefix);
      }
    }
    holders.sort(LARGEST_FIRST);
    boolean cut = holders.size() > limit;
    return new CategoryLookup.Found(cut ? holders.subList(0, limit) : holders, all && !cut);
  }

  /** Adds those of a segment, the largest first, until there are enough of them. */
  private void find(LeafReader leaf, byte[] prefix) throws IOException {
    Terms categories = leaf.terms(Fields.CATEGORY);
    int first = RankedSearch.firstAfter(leaf, partition, "");
    int end = RankedSearch.firstAfter(leaf, partition + 1, "");
    if (categories == null || first >= end) {
      return;
    }
    TermsEnum terms = categories.iterator();
    Bits live = leaf.getLiveDocs();
    PostingsEnum documents = null;
    int found = 0;
    boolean none = terms.seekCeil(new BytesRef(prefix)) == TermsEnum.SeekStatus.END;
    BytesRef term = none ? null : terms.term();
    for (; term != null && CategoryTerms.hasPrefix(term, prefix); term = terms.next()) {
      documents = terms.postings(documents, PostingsEnum.NONE);
      SortedDocValues keys = leaf.getSortedDocValues(Fields.KEY); // it goes forward only
      for (int at = documents.advance(first);
          at < end && at != DocIdSetIterator.NO_MORE_DOCS;
          at = documents.nextDoc()) {
        if (live != null && !live.get(at)) {
          continue;
        }
        if (found++ == limit) {
          all = false;
          return;
        }
        keys.advanceExact(at);
        String urn = Fields.urn(keys.lookupOrd(keys.ordValue()));
        holders.add(new Holder(Asset.parse(urn), CategoryTerms.magnitude(term)));
      }
    }
  }
}
