package dev.headwater.http.pages;

import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.pages.LineageGraph;
import dev.headwater.pages.Links;
import dev.headwater.query.answer.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a reader asked the picture on the page of an asset to show. It is all in the page's URL, so
 * a picture can be bookmarked and sent to others.
 *
 * @param asset of the page
 * @param direction of the picture
 * @param depth in steps; {@value #DEPTH} when the page opens
 * @param opened assets whose neighbours are shown, too, in the order in which they were opened
 * @param origin an origin whose path to the asset is shown, too
 * @param moment which events count
 */
record PictureForm(
    Asset asset,
    Direction direction,
    int depth,
    List<Opened> opened,
    Optional<Asset> origin,
    Moment moment)
    implements LineageGraph.Targets {
  static final String[] PARAMETERS = {
    "direction", "depth", "open", "show", Parameters.AS_OF, Parameters.KNOWN_AT
  };
  private static final int DEPTH = 1;
  private static final int DEEPEST = 50;

  /** The maximum number of assets that can be opened, since each costs a read. */
  private static final int MOST_OPENED = 30;

  PictureForm {
    opened = List.copyOf(opened);
  }

  /** An asset whose inputs or outputs are shown. */
  record Opened(Asset asset, boolean inputs) {
    @Override
    public String toString() {
      return (inputs ? "in=" : "out=") + asset.urn();
    }
  }

  static PictureForm of(Asset asset, Parameters parameters) {
    return new PictureForm(
        asset,
        parameters
            .constant("direction", Direction.class, Parameters::lowerCase)
            .orElse(Direction.BOTH),
        parameters.number("depth", DEPTH, 0, DEEPEST),
        opened(parameters.text("open")),
        parameters.text("show").isEmpty()
            ? Optional.empty()
            : Optional.of(urn("show", parameters.text("show"))),
        parameters.moment());
  }

  /** Reads a list with spaces between its items; a URN contains none. */
  private static List<Opened> opened(String text) {
    List<Opened> opened = new ArrayList<>();
    for (String item : text.isEmpty() ? new String[0] : text.split(" ")) {
      int equals = item.indexOf('=');
      String side = equals < 0 ? "" : item.substring(0, equals);
      if (!side.equals("in") && !side.equals("out")) {
        throw Problem.parameter("open", "is a list of in=URN and out=URN, with spaces between");
      }
      opened.add(new Opened(urn("open", item.substring(equals + 1)), side.equals("in")));
    }
    if (opened.size() > MOST_OPENED) {
      throw Problem.parameter(
          "open", "names more than " + MOST_OPENED + " assets; draw more steps instead");
    }
    return opened;
  }

  private static Asset urn(String parameter, String text) {
    try {
      return Asset.parse(text);
    } catch (InvalidException invalid) {
      throw Problem.parameter(parameter, invalid.getMessage());
    }
  }

  /** Whether the picture is the one with which the page opens. */
  boolean isStart() {
    return direction == Direction.BOTH && depth == DEPTH && opened.isEmpty() && origin.isEmpty();
  }

  /** The query of the same moment, such as {@code asOf=...}; "" for now. */
  String momentQuery() {
    return Parameters.momentQuery(moment);
  }

  @Override
  public String page(Asset other) {
    return Links.to(other) + (moment.isNow() ? "" : "?" + momentQuery());
  }

  @Override
  public String open(Asset other, boolean inputs) {
    List<Opened> all = new ArrayList<>(opened);
    all.add(new Opened(other, inputs));
    return Links.to(asset) + "?" + query(all) + "#lineage";
  }

  private String query(List<Opened> open) {
    StringBuilder query = new StringBuilder();
    query.append("direction=").append(direction.name().toLowerCase(Locale.ROOT));
    query.append("&depth=").append(depth);
    if (!open.isEmpty()) {
      query
          .append("&open=")
          .append(Links.segment(String.join(" ", open.stream().map(Opened::toString).toList())));
    }
    origin.ifPresent(asset -> query.append("&show=").append(Links.segment(asset.urn())));
    if (!moment.isNow()) {
      query.append('&').append(momentQuery());
    }
    return query.toString();
  }
}
