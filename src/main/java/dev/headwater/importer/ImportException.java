package dev.headwater.importer;

/** A record that cannot be understood. The message names the file and the place. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file its name
   * @param place the path to the value, such as {@code stages.prepare.outs[0].path}; "" for the
   *     whole file
   * @param reason what is wrong with it
   */
  public ImportException(String file, String place, String reason) {
    super(file + ": " + (place.isEmpty() ? "" : place + ": ") + reason);
  }
}
