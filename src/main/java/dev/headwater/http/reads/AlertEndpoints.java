package dev.headwater.http.reads;

import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.question.AlertFilter;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Handles {@code GET /alerts}, which lists alerts. */
public final class AlertEndpoints {
  private static final String STATUS = "status";
  private static final String ALL = "all";
  private static final String OPEN = "open";

  private final Queries queries;

  public AlertEndpoints(Queries queries) {
    this.queries = queries;
  }

  public void list(Context ctx) {
    Parameters parameters =
        Parameters.of(
            ctx,
            STATUS,
            "rule",
            "severity",
            "namespace",
            "owner",
            "subject",
            "limit",
            "wait",
            Cursors.PARAMETER);
    AlertFilter filter = filter(parameters, OPEN).ownedBy(parameters.text("owner"));
    String list = "alerts " + filter.subjects();
    String cursor = Cursors.read(list, parameters);
    int limit = parameters.number("limit", AssetEndpoints.PAGE, 1, AssetEndpoints.LARGEST_PAGE);
    AlertPage page;
    try {
      page = queries.alerts(filter, cursor, limit, parameters.promptness());
    } catch (IllegalArgumentException notHere) {
      throw Cursors.unknown();
    }
    AssetEndpoints.answer(ctx, ReadJson.alerts(page, list));
  }

  /** The filter from all parameters that can be told from an alert itself. */
  public static AlertFilter filter(Parameters parameters, String standardStatus) {
    String status =
        parameters
            .choice(STATUS, List.of(OPEN, "resolved", ALL), choice -> choice)
            .orElse(standardStatus);
    Set<AlertStatus> statuses =
        switch (status) {
          case ALL -> Set.of();
          case OPEN -> Set.of(AlertStatus.OPEN);
          default -> Set.of(AlertStatus.RESOLVED);
        };
    return new AlertFilter(
            statuses,
            parameters.upperCase("rule", RuleName.class),
            parameters.upperCase("severity", Severity.class),
            subjects(parameters.text("subject")))
        .within(parameters.text("namespace"));
  }

  private static Set<Party> subjects(String urn) {
    try {
      return urn.isEmpty() ? Set.of() : Set.of(Party.parse(urn));
    } catch (InvalidException invalid) {
      throw Problem.parameter("subject", invalid.getMessage());
    }
  }
}
