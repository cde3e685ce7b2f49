package dev.headwater.search;

import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * The queries for each rank of a filter. Each finds every document of its rank that matches the
 * filter; it may find others too, because grams do not say in which order they occur.
 */
final class RankQueries {
  private final TermQueries terms;
  private final AssetFilter filter;
  private final Grams text;
  private final List<Query> exact = new ArrayList<>();

  RankQueries(TermQueries terms, AssetFilter filter) {
    this.terms = terms;
    this.filter = filter;
    this.text = new Grams(filter.text());
    if (!filter.kinds().isEmpty()) {
      exact.add(anyOf(filter.kinds().stream().map(Fields::kindTag).toList()));
    }
    if (!filter.namespace().isEmpty()) {
      exact.add(anyOf(List.of(Fields.namespaceTag(filter.namespace()))));
    }
    if (!filter.acceptsAnyState()) {
      exact.add(anyOf(states()));
    }
  }

  private List<BytesRef> states() {
    List<BytesRef> accepted = new ArrayList<>();
    for (int state = 0; state < Fields.STATES; state++) {
      if (accepts(filter.synthetic(), Fields.synthetic(state))
          && accepts(filter.documentation(), Fields.documentation(state))
          && accepts(filter.alerts(), Fields.alerts(state))) {
        accepted.add(Fields.stateTag(state));
      }
    }
    return accepted;
  }

  private static <T> boolean accepts(Set<T> accepted, T value) {
    return accepted.isEmpty() || accepted.contains(value);
  }

  /** How many ranks there are: one without a text. */
  int ranks() {
    return filter.text().isEmpty() ? 1 : Place.RANKS;
  }

  Query of(int rank) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    exact.forEach(each -> all.add(each, BooleanClause.Occur.FILTER));
    if (!filter.text().isEmpty()) {
      switch (rank) {
        case 0 -> {
          require(all, Fields.FIRST, text.whole());
          require(all, Fields.NAME, text.ending());
          require(all, Fields.NAME, text.ofQuery());
        }
        case 1 -> {
          require(all, Fields.FIRST, text.beginning());
          require(all, Fields.NAME, text.ofQuery());
        }
        case 2 -> {
          require(all, Fields.WORDS, text.beginning());
          all.add(anywhere(), BooleanClause.Occur.FILTER);
        }
        default -> all.add(anywhere(), BooleanClause.Occur.FILTER);
      }
    }
    BooleanQuery query = all.build();
    return query.clauses().isEmpty() ? new MatchAllDocsQuery() : query;
  }

  private Query anywhere() {
    BooleanQuery.Builder name = new BooleanQuery.Builder();
    require(name, Fields.NAME, text.ofQuery());
    BooleanQuery.Builder namespace = new BooleanQuery.Builder();
    require(namespace, Fields.NAMESPACE, text.ofQuery());
    return new BooleanQuery.Builder()
        .add(name.build(), BooleanClause.Occur.SHOULD)
        .add(namespace.build(), BooleanClause.Occur.SHOULD)
        .build();
  }

  private void require(BooleanQuery.Builder query, String field, long... grams) {
    for (long gram : grams) {
      query.add(terms.of(field, Grams.term(gram)), BooleanClause.Occur.FILTER);
    }
  }

  private Query anyOf(List<BytesRef> tags) {
    return tags.size() == 1
        ? terms.of(Fields.TAG, tags.get(0))
        : new TermInSetQuery(Fields.TAG, tags);
  }
}
