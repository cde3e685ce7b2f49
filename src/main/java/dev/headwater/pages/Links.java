package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds the paths of pages. Every part that comes from an event is percent-encoded. */
public final class Links {
  private Links() {}

  /** The page of an asset. */
  public static String to(Asset asset) {
    return "/assets/" + segment(asset.urn());
  }

  /** The page of a job. */
  public static String to(Job job) {
    return "/jobs/" + segment(job.namespace()) + "/" + segment(job.name());
  }

  /** The page of an asset or a job; "" for a party that has no page. */
  public static String to(Party party) {
    if (party instanceof Asset asset) {
      return to(asset);
    }
    return party instanceof Job job ? to(job) : "";
  }

  /**
   * The page of an asset whose graph shows the way from an origin.
   *
   * @param moment as {@link #at} takes it
   */
  public static String path(Asset asset, Asset origin, String moment) {
    return at(to(asset) + "?show=" + segment(origin.urn()), moment) + "#lineage";
  }

  /**
   * The same path at a moment, so that a page of the past does not lead to the present unmarked.
   *
   * @param path with or without a query, and without a fragment
   * @param moment the part of a query that asks for it, such as {@code asOf=...}; "" for now
   */
  public static String at(String path, String moment) {
    return moment.isEmpty() ? path : path + (path.indexOf('?') < 0 ? "?" : "&") + moment;
  }

  /** The gate's page with the verdict on an asset. */
  public static String gate(Asset asset) {
    return "/gate?urn=" + segment(asset.urn());
  }

  /** The call of the API that reads an asset. */
  public static String api(Asset asset) {
    return "/api/v1/assets/" + segment(asset.urn());
  }

  /** Encodes a text so that it is one segment of a path, or one value in a query. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
