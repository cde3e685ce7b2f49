package dev.headwater.pages;

import dev.headwater.model.Asset;
import java.util.List;

/**
 * A page that only says something, such as an error.
 *
 * @param title of the page
 * @param sentence what happened
 * @param next what to do; "" if nothing
 * @param assets that the reader may have meant
 */
public record MessageView(String title, String sentence, String next, List<Asset> assets) {
  public MessageView {
    assets = List.copyOf(assets);
  }
}
