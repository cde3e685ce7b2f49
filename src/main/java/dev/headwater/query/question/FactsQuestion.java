package dev.headwater.query.question;

import dev.headwater.engine.AssetFacts;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;

/**
 * Asks for the facts of one asset that a gate decides by.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param moment which events count
 * @param cursor the {@code next} of the previous page of inputs; "" for the first page
 * @param withStatements whether to answer with what {@link StatementsQuestion} asks for, too. An
 *     instance of an earlier version does not
 */
public record FactsQuestion(
    int partition, Asset asset, Moment moment, String cursor, boolean withStatements)
    implements Question<FactsQuestion.Found> {
  /** About how many inputs a page has. */
  static final int INPUTS = 1_000;

  /** Asks for the facts alone. */
  public FactsQuestion(int partition, Asset asset, Moment moment, String cursor) {
    this(partition, asset, moment, cursor, false);
  }

  /**
   * @param named whether an event that counts has named the asset, according to the asset's own row
   *     alone
   * @param facts of the asset
   * @param inputs the upstream ends of carrying edges, in a fixed order
   * @param next the cursor of the next page of inputs; "" if there is none
   * @param revision of the asset that facts and inputs belong to
   * @param cut whether the asset has more events than a read of the past looks at. The facts are
   *     then those of an asset without events
   * @param statements of all dimensions, with a revision of their own; none unless asked for
   */
  public record Found(
      boolean named,
      AssetFacts facts,
      List<CarryingInput> inputs,
      String next,
      Revision revision,
      boolean cut,
      List<StatementsQuestion.Found> statements)
      implements UpstreamPage {
    public Found {
      inputs = List.copyOf(inputs);
      statements = statements == null ? List.of() : List.copyOf(statements);
    }

    /** Facts without statements. */
    public Found(
        boolean named,
        AssetFacts facts,
        List<CarryingInput> inputs,
        String next,
        Revision revision,
        boolean cut) {
      this(named, facts, inputs, next, revision, cut, List.of());
    }

    /** The same facts, with statements. */
    public Found with(StatementsQuestion.Found stated) {
      return new Found(named, facts, inputs, next, revision, cut, List.of(stated));
    }

    @Override
    public int rows() {
      return 1 + inputs.size() + statements.stream().mapToInt(StatementsQuestion.Found::rows).sum();
    }
  }

  /**
   * The upstream end of a carrying edge.
   *
   * @param asset the asset at that end
   * @param inferred whether every event that asserts the edge only inferred it
   */
  public record CarryingInput(Asset asset, boolean inferred) {}

  @Override
  public Found answer(PartitionReads reads) {
    return reads.facts(asset, cursor, INPUTS, withStatements);
  }
}
