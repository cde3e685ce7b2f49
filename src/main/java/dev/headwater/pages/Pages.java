package dev.headwater.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Writes pages as HTML. Thread-safe. */
public final class Pages {
  private static final String PACKAGE = "dev.headwater.pages.templates";
  private static final int EXPECTED_CHARS = 32 * 1024;

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), PACKAGE);
  private final String version;
  private final String stamp;

  /**
   * @param version of this product
   * @param stamp of the style sheets and scripts
   */
  public Pages(String version, String stamp) {
    this.version = version;
    this.stamp = stamp;
  }

  /**
   * Writes a page.
   *
   * @param template its name, without its extension
   * @param title of the page
   * @param section which entry of the navigation it belongs to; "" for none
   * @param search the text in the search box
   * @param user who is logged in; "" if nobody is
   * @param view what the template shows
   */
  public String page(
      String template, String title, String section, String search, String user, Object view) {
    StringOutput html = new StringOutput(EXPECTED_CHARS);
    engine.render(
        template + ".jte",
        Map.of("chrome", new Chrome(title, section, search, user, version, stamp), "view", view),
        html);
    return html.toString();
  }

  /** Writes a part of a page, which a script puts into a page. */
  public String part(String template, Object view) {
    StringOutput html = new StringOutput(EXPECTED_CHARS);
    engine.render(template + ".jte", view, html);
    return html.toString();
  }
}
