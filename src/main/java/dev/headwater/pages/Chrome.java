package dev.headwater.pages;

/**
 * The frame of a page.
 *
 * @param title of the page, for the window and for bookmarks
 * @param section which entry of the navigation the page belongs to; "" for none
 * @param search the text in the search box
 * @param user who is logged in; "" if nobody is
 * @param version of this product
 * @param stamp changes whenever a style sheet or a script changes, so that browsers fetch it anew
 */
public record Chrome(
    String title, String section, String search, String user, String version, String stamp) {

  /** The value of {@code aria-current} for an entry of the navigation; null for other entries. */
  public String current(String entry) {
    return section.equals(entry) ? "page" : null;
  }
}
