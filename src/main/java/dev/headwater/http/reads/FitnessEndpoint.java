package dev.headwater.http.reads;

import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.model.Target;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.answer.FitnessUse;
import dev.headwater.query.freshness.UnavailableException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Handles {@code GET /assets/{urn}/fitness}. */
public final class FitnessEndpoint {
  private static final String USE = "use";

  /** How many names of uses an error lists. */
  private static final int LISTED = 20;

  private final Queries queries;
  private final Map<String, List<Target>> uses;

  /**
   * @param uses the named uses of the policy, with their targets
   */
  public FitnessEndpoint(Queries queries, Map<String, List<Target>> uses) {
    this.queries = queries;
    this.uses = uses;
  }

  public void get(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters = Parameters.of(ctx, USE, "wait", Parameters.AS_OF, Parameters.KNOWN_AT);
    Moment moment = parameters.moment();
    FitnessUse use = use(parameters.text(USE));
    Fitness fitness =
        queries
            .fitness(asset, use, moment, parameters.promptness())
            .orElseThrow(
                () -> UnknownAsset.problem(queries, asset, moment, parameters.promptness()));
    if (fitness.hasNoTargets()) {
      if (fitness.freshness().isStale()) {
        throw new UnavailableException(fitness.reason().orElseThrow());
      }
      throw noTargets(use, fitness);
    }
    AssetEndpoints.answer(ctx, FitnessJson.body(fitness));
  }

  private FitnessUse use(String text) {
    if (text.isBlank()) {
      throw Problem.parameter(USE, "is required: " + allowed());
    }
    if (uses.containsKey(text)) {
      return FitnessUse.named(text, uses.get(text));
    }
    try {
      Asset model = Asset.parse(text);
      if (model.kind() == AssetKind.MODEL) {
        return FitnessUse.of(model);
      }
    } catch (InvalidException noUrn) {
      if (text.startsWith("model:")) {
        throw Problem.parameter(USE, noUrn.getMessage());
      }
    }
    throw Problem.parameter(USE, "is " + allowed());
  }

  private String allowed() {
    String named =
        uses.isEmpty()
            ? "the policy names no uses"
            : String.join(", ", uses.keySet().stream().limit(LISTED).toList())
                + (uses.size() > LISTED ? " and more" : "");
    return "the URN of a model, such as model:lab:chat@3, or a use that the policy names ("
        + named
        + ")";
  }

  private static Problem noTargets(FitnessUse use, Fitness fitness) {
    String sentence =
        use.model().isPresent()
            ? "No training of " + use.name() + " declares targets for who is represented."
            : "The use " + use.name() + " has no targets.";
    boolean certain = fitness.freshness().caughtUp() && fitness.truncated().isEmpty();
    return Problem.of(404, sentence + (certain ? "" : " There may be events that were not read."))
        .with(json -> ReadJson.freshness(json, fitness.freshness()));
  }
}
