package dev.headwater.http.reads;

import dev.headwater.drawing.Diagram;
import dev.headwater.drawing.Dot;
import dev.headwater.drawing.Mermaid;
import dev.headwater.drawing.Png;
import dev.headwater.drawing.Svg;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.pages.LineageGraph;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Handles {@code GET /assets/{urn}/graph}: the lineage of an asset as a picture to take away. */
public final class PictureEndpoint {
  private static final int DEPTH = 20;
  private static final int DEEPEST = 10_000;
  private static final int NODES = 200;

  /** A picture of more boxes is of no use to a reader. */
  private static final int MOST_NODES = 2_000;

  /** Fonts do not appear by themselves. */
  private static final int NO_FONTS_RETRY_SECONDS = 3_600;

  /** The formats of a picture. */
  private enum Format {
    SVG("image/svg+xml"),
    PNG("image/png"),
    DOT("text/vnd.graphviz"),
    MERMAID("text/plain");

    private final String type;

    Format(String type) {
      this.type = type;
    }
  }

  /** A file has no links to other pages. */
  private static final LineageGraph.Targets NO_LINKS =
      new LineageGraph.Targets() {
        @Override
        public String page(Asset asset) {
          return "";
        }

        @Override
        public String open(Asset asset, boolean inputs) {
          return "";
        }
      };

  private final Queries queries;
  private final Clock clock;

  public PictureEndpoint(Queries queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
  }

  public void get(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters =
        Parameters.of(
            ctx,
            "format",
            "direction",
            "depth",
            "limit",
            "wait",
            Parameters.AS_OF,
            Parameters.KNOWN_AT);
    Format format =
        parameters.constant("format", Format.class, Parameters::lowerCase).orElse(Format.SVG);
    MediaTypes.requireAccepted(ctx, format.type);
    Direction direction =
        parameters
            .constant("direction", Direction.class, Parameters::lowerCase)
            .orElse(Direction.UPSTREAM);
    int depth = parameters.number("depth", DEPTH, 0, DEEPEST);
    int limit = parameters.number("limit", NODES, 1, MOST_NODES);
    Moment moment = parameters.moment();
    Lineage lineage =
        queries
            .lineage(asset, direction, depth, limit, moment, parameters.promptness())
            .orElseThrow(
                () -> UnknownAsset.problem(queries, asset, moment, parameters.promptness()));
    Diagram diagram =
        new LineageGraph(asset, NO_LINKS)
            .add(lineage, depth)
            .diagram(
                "Lineage of " + Words.brief(asset.urn()) + ", " + Parameters.lowerCase(direction));
    answer(ctx, format, diagram, caption(lineage));
  }

  private static void answer(Context ctx, Format format, Diagram diagram, String caption) {
    boolean text = format != Format.PNG;
    ctx.contentType(format.type + (text ? "; charset=utf-8" : ""));
    // An SVG that a browser opens on its own must not run anything either.
    ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    ctx.header("X-Content-Type-Options", "nosniff");
    switch (format) {
      case SVG -> ctx.result(Svg.standalone(Drawing.place(diagram), caption));
      case PNG -> ctx.result(png(Svg.standalone(Drawing.place(diagram), caption)));
      case DOT -> ctx.result(Dot.write(captioned(diagram, caption)));
      case MERMAID -> ctx.result(Mermaid.write(captioned(diagram, caption)));
    }
  }

  /** These formats have a title and no caption. */
  private static Diagram captioned(Diagram diagram, String caption) {
    return new Diagram(diagram.title() + ". " + caption, diagram.boxes(), diagram.arrows());
  }

  private static byte[] png(String svg) {
    try {
      return Png.write(svg);
    } catch (IllegalStateException noFonts) {
      throw Problem.unavailable(noFonts.getMessage() + ".", NO_FONTS_RETRY_SECONDS, noFonts);
    }
  }

  private String caption(Lineage lineage) {
    StringBuilder caption = new StringBuilder();
    caption.append("Read ").append(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    Moment moment = lineage.moment();
    moment.asOf().ifPresent(time -> caption.append(", events up to ").append(time));
    moment.knownAt().ifPresent(time -> caption.append(", known at ").append(time));
    lineage
        .truncated()
        .ifPresent(
            why ->
                caption
                    .append(". Cut short: limit of ")
                    .append(why.name().toLowerCase(Locale.ROOT)));
    List<String> doubts =
        ReadJson.isComplete(lineage.isComplete(), lineage.freshness())
            ? List.of()
            : List.of("There may be more than is shown");
    doubts.forEach(doubt -> caption.append(". ").append(doubt));
    return caption.append('.').toString();
  }
}
