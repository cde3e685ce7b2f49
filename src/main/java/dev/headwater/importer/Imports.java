package dev.headwater.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads records. */
public final class Imports {
  private Imports() {}

  /**
   * Turns files of a format into events.
   *
   * @param files at least one; those of Data Designer are about one dataset together
   * @throws ImportException if a file cannot be understood, or if the options lack what it needs
   */
  public static Imported read(ImportFormat format, List<RecordFile> files, ImportOptions options) {
    return switch (format) {
      case DVC -> each(files, file -> Dvc.read(file, options));
      case CROISSANT -> each(files, file -> CroissantRecord.read(file, options));
      case HUGGINGFACE -> each(files, file -> HuggingFaceReadme.read(file, options));
      case DISTILABEL -> each(files, file -> Distilabel.read(file, options));
      case DATA_DESIGNER -> DataDesigner.read(files, options);
      case DATATROVE -> each(files, file -> Datatrove.read(file, options));
    };
  }

  private static Imported each(List<RecordFile> files, Function<RecordFile, Imported> reader) {
    return files.stream().map(reader).reduce(new Imported(List.of(), List.of()), Imports::joined);
  }

  private static Imported joined(Imported a, Imported b) {
    return new Imported(joined(a.events(), b.events()), joined(a.notes(), b.notes()));
  }

  private static <T> List<T> joined(List<T> a, List<T> b) {
    List<T> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }
}
