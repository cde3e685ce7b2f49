package dev.headwater.http.pages;

import dev.headwater.http.request.Problem;
import dev.headwater.model.Sha256;
import dev.headwater.pages.Pages;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Handles {@code GET /static/<file>}: the style sheets, scripts and pictures of the pages. It
 * serves only the files in a fixed list, which it reads once.
 */
public final class StaticFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "headwater.css", "text/css; charset=utf-8",
          "drawing.css", "text/css; charset=utf-8",
          "headwater.js", "text/javascript; charset=utf-8",
          "lineage.js", "text/javascript; charset=utf-8",
          "alerts.js", "text/javascript; charset=utf-8",
          "logo.svg", "image/svg+xml");

  /** A page names its files with a stamp of their content, so a browser may keep them for long. */
  private static final String FOR_LONG = "public, max-age=31536000, immutable";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final String stamp;

  StaticFiles() {
    StringBuilder all = new StringBuilder();
    for (String name : TYPES.keySet()) {
      files.put(name, read(name));
    }
    files.forEach(
        (name, bytes) -> all.append(name).append(new String(bytes, StandardCharsets.UTF_8)));
    this.stamp = HexFormat.of().formatHex(Sha256.of(all.toString())).substring(0, 12);
  }

  private static byte[] read(String name) {
    try (InputStream file = Pages.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the file " + name + " is not in this jar");
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + name, unreadable);
    }
  }

  /** Changes whenever one of the files changes. */
  String stamp() {
    return stamp;
  }

  public void get(Context ctx) {
    byte[] file = files.get(ctx.pathParam("file"));
    if (file == null) {
      throw Problem.of(404, "There is no such file.");
    }
    ctx.contentType(TYPES.get(ctx.pathParam("file")));
    ctx.header("Cache-Control", stamp.equals(ctx.req().getQueryString()) ? FOR_LONG : "max-age=60");
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.result(file);
  }
}
