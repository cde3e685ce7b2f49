package dev.headwater.pages;

/**
 * What the page of an asset says where a list is empty. "None" is said only where everything was
 * read that could be in the list.
 *
 * @param origins that matter
 * @param models that descend from the asset
 * @param compositions of the asset
 * @param events about the asset
 */
public record EmptyLists(String origins, String models, String compositions, String events) {

  /**
   * The sentences of a page.
   *
   * @param sure whether every event is counted that was acknowledged before the request
   * @param originsCertain whether everything was read that decides which origins there are
   */
  public static EmptyLists of(boolean sure, boolean originsCertain) {
    return new EmptyLists(
        origins(sure, originsCertain),
        sure ? "None is known." : "None is known so far.",
        sure
            ? "No event states a composition of this asset or of anything that it descends from."
            : "No event that was read so far states a composition of this asset or of anything that it"
                + " descends from.",
        sure
            ? "None: other events name it as an input, and no event says where it comes from."
            : "None so far: no event that was read says where it comes from.");
  }

  private static String origins(boolean sure, boolean certain) {
    if (!certain) {
      return "The origins could not all be read.";
    }
    return sure
        ? "None: no synthetic data, no data of unknown origin and no input that is missing is known"
            + " upstream."
        : "So far, no synthetic data, no data of unknown origin and no input that is missing was found"
            + " upstream.";
  }
}
