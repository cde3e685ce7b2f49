package dev.headwater.architecture.planted.query;

import org.apache.lucene.search.Query;

/** Uses the library of the search index outside search. */
public record UsesSearchIndex(Query query) {}
