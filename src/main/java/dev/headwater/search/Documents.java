package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.query.question.PartitionReads.IndexedState;
import dev.headwater.query.question.SearchText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The documents of the index, one for each asset. One thread writes; any thread may read. What is
 * written can be read after the next {@link #refresh}.
 *
 * <p>Nothing is committed to disk: after a crash, the files are of no use.
 */
final class Documents implements AutoCloseable {
  private static final double BUFFER_MB = 16;

  /** A search looks into every segment, so there are fewer of them than usual. */
  private static final double SEGMENTS_PER_TIER = 4;

  private static final FieldType TERMS = terms();

  /** Says that an asset has no document. */
  static final int ABSENT = -1;

  private final Path folder;
  private final Directory directory;
  private final IndexWriter writer;
  private final ReaderManager readers;

  /** Of the reader that was searched last; null before the first search. */
  private volatile TermQueries latestTerms;

  private final Document document = new Document();
  private final TermStream key = new TermStream();
  private final TermStream tags = new TermStream();
  private final TermStream name = new TermStream();
  private final TermStream namespace = new TermStream();
  private final TermStream first = new TermStream();
  private final TermStream words = new TermStream();
  private final SortedDocValuesField sortKey = new SortedDocValuesField(Fields.KEY, new BytesRef());
  private final TermStream categories = new TermStream();
  private final NumericDocValuesField state = new NumericDocValuesField(Fields.STATE, 0);
  private final NumericDocValuesField declared = new NumericDocValuesField(Fields.DECLARED, 0);

  private static FieldType terms() {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS);
    type.setOmitNorms(true);
    type.setTokenized(true);
    type.freeze();
    return type;
  }

  /** Begins an empty index, and deletes whatever the folder holds. */
  Documents(Path folder) throws IOException {
    this.folder = folder;
    delete(folder);
    Files.createDirectories(folder);
    this.directory = new MMapDirectory(folder);
    this.writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(null)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER))
                .setIndexSort(new Sort(new SortField(Fields.KEY, SortField.Type.STRING))));
    this.readers = new ReaderManager(writer);
    List.of(
            sortKey,
            state,
            declared,
            new Field(Fields.KEY, key, TERMS),
            new Field(Fields.TAG, tags, TERMS),
            new Field(Fields.NAME, name, TERMS),
            new Field(Fields.NAMESPACE, namespace, TERMS),
            new Field(Fields.FIRST, first, TERMS),
            new Field(Fields.WORDS, words, TERMS),
            new Field(Fields.CATEGORY, categories, TERMS))
        .forEach(document::add);
  }

  /**
   * Adds the document of an asset that has none.
   *
   * @param compositions that it declares
   */
  void add(int partition, Asset asset, IndexedState current, List<Composition> compositions)
      throws IOException {
    fill(partition, asset, current, compositions);
    writer.addDocument(document);
  }

  /** Replaces the document of an asset. */
  void replace(int partition, Asset asset, IndexedState current, List<Composition> compositions)
      throws IOException {
    fill(partition, asset, current, compositions);
    writer.updateDocument(new Term(Fields.KEY, Fields.key(partition, asset.urn())), document);
  }

  private void fill(
      int partition, Asset asset, IndexedState current, List<Composition> compositions) {
    BytesRef place = Fields.key(partition, asset.urn());
    key.set(List.of(place));
    sortKey.setBytesValue(place);
    int number = Fields.state(current.state());
    state.setLongValue(number);
    declared.setLongValue(current.declarations());
    categories.set(CategoryTerms.of(compositions));
    tags.set(
        List.of(
            Fields.partitionTag(partition),
            Fields.kindTag(asset.kind()),
            Fields.namespaceTag(asset.namespace()),
            Fields.stateTag(number)));
    String foldedName = SearchText.fold(asset.name());
    String foldedNamespace = SearchText.fold(asset.namespace());
    Grams ofName = new Grams(foldedName);
    name.set(List.of(Grams.term(ofName.ending())));
    name.set(ofName.all());
    namespace.set(new Grams(foldedNamespace).all());
    first.set(ofName.first());
    words.set(Grams.ofWords(foldedName, foldedNamespace));
  }

  /** Removes the document of an asset. */
  void remove(int partition, String urn) throws IOException {
    writer.deleteDocuments(new Term(Fields.KEY, Fields.key(partition, urn)));
  }

  /** Removes all documents of a partition. */
  void removeAll(int partition) throws IOException {
    writer.deleteDocuments(new Term(Fields.TAG, Fields.partitionTag(partition)));
  }

  /** Makes readable what has been written. */
  void refresh() throws IOException {
    readers.maybeRefreshBlocking();
  }

  /**
   * What a document was made from.
   *
   * @param state the number of the state, or {@link #ABSENT}
   * @param declarations see {@link IndexedState#declarations}
   */
  record Known(int state, long declarations) {
    private static final Known NOTHING = new Known(ABSENT, IndexedState.NOTHING);

    boolean isAbsent() {
      return state == ABSENT;
    }

    boolean isOf(IndexedState current) {
      return state == Fields.state(current.state()) && declarations == current.declarations();
    }
  }

  /** What the documents of assets of a partition were made from. */
  List<Known> known(int partition, List<Asset> assets) throws IOException {
    return read(
        reader -> {
          Known[] found = new Known[assets.size()];
          Arrays.fill(found, Known.NOTHING);
          for (LeafReaderContext leaf : reader.leaves()) {
            known(partition, assets, leaf.reader(), found);
          }
          return List.of(found);
        });
  }

  private static void known(int partition, List<Asset> assets, LeafReader leaf, Known[] found)
      throws IOException {
    TermsEnum keys = leaf.terms(Fields.KEY).iterator();
    Bits live = leaf.getLiveDocs();
    PostingsEnum documents = null;
    for (int i = 0; i < found.length; i++) {
      if (!found[i].isAbsent() || !keys.seekExact(Fields.key(partition, assets.get(i).urn()))) {
        continue;
      }
      documents = keys.postings(documents, PostingsEnum.NONE);
      for (int at = documents.nextDoc();
          at != DocIdSetIterator.NO_MORE_DOCS;
          at = documents.nextDoc()) {
        if (live == null || live.get(at)) {
          found[i] =
              new Known(
                  Math.toIntExact(number(leaf, Fields.STATE, at)),
                  number(leaf, Fields.DECLARED, at));
        }
      }
    }
  }

  private static long number(LeafReader leaf, String field, int document) throws IOException {
    NumericDocValues numbers = leaf.getNumericDocValues(field);
    numbers.advanceExact(document);
    return numbers.longValue();
  }

  /**
   * Reads the documents.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  private interface Read<T> {
    T from(DirectoryReader reader) throws IOException;
  }

  /**
   * Searches the documents.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  interface Search<T> {
    T by(TermQueries terms) throws IOException;
  }

  /** Searches the documents as they were at the last refresh. */
  <T> T search(Search<T> search) throws IOException {
    return read(
        reader -> {
          TermQueries terms = latestTerms;
          if (terms == null || !terms.areOf(reader)) {
            terms = new TermQueries(reader);
            latestTerms = terms;
          }
          return search.by(terms);
        });
  }

  /** Reads the documents as they were at the last refresh. */
  private <T> T read(Read<T> read) throws IOException {
    DirectoryReader reader = readers.acquire();
    try {
      return read.from(reader);
    } finally {
      readers.release(reader);
    }
  }

  @Override
  public void close() {
    try {
      readers.close();
      writer.rollback();
      directory.close();
      delete(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
