package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Moment;
import dev.headwater.query.question.FactsQuestion.CarryingInput;
import dev.headwater.representation.Statements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks what the live events that made one asset state about its composition.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param moment which events count
 * @param dimension the only dimension that is asked for; "" for all
 */
public record StatementsQuestion(int partition, Asset asset, Moment moment, String dimension)
    implements Question<StatementsQuestion.Found> {
  /** About how many bytes of memory a category with its count needs, without its name. */
  private static final int CATEGORY_BYTES = 96;

  /** About how many bytes of memory an event, an input or an empty composition needs. */
  private static final int PART_BYTES = 256;

  /**
   * @param named whether an event that counts has named the asset, according to the asset's own row
   *     alone
   * @param statements of the asset's live events
   * @param revision of the asset that the statements belong to
   */
  public record Found(boolean named, Statements statements, Revision revision)
      implements UpstreamPage {

    /** The datasets that its events used. A walk goes on at these. */
    @Override
    public List<CarryingInput> inputs() {
      Map<Asset, CarryingInput> inputs = new LinkedHashMap<>();
      for (Statements.Step step : statements.steps()) {
        for (Statements.Use use : step.inputs()) {
          inputs.merge(
              use.asset(),
              new CarryingInput(use.asset(), use.inferred()),
              (one, other) -> new CarryingInput(one.asset(), one.inferred() && other.inferred()));
        }
      }
      return List.copyOf(inputs.values());
    }

    @Override
    public String next() {
      return "";
    }

    /** False: {@link Statements#cut} says whether there are more events, and the walk goes on. */
    @Override
    public boolean cut() {
      return false;
    }

    @Override
    public int rows() {
      long rows = 1L + categories(statements.declared());
      for (Statements.Step step : statements.steps()) {
        rows += 1;
        for (Statements.Use use : step.inputs()) {
          rows += 1L + categories(use.stated());
        }
      }
      return (int) Math.min(rows, Integer.MAX_VALUE);
    }

    private static long categories(List<Composition> compositions) {
      return compositions.stream().mapToLong(one -> 1L + one.counts().size()).sum();
    }

    @Override
    public long bytes() {
      List<Composition> all = new ArrayList<>(statements.declared());
      long parts = 1;
      for (Statements.Step step : statements.steps()) {
        parts += 1 + step.inputs().size();
        step.inputs().forEach(use -> all.addAll(use.stated()));
      }
      return bytesOf(all, parts);
    }
  }

  /**
   * About how many bytes of memory an answer needs.
   *
   * @param compositions all that it has
   * @param parts how many events and inputs it has
   */
  public static long bytesOf(List<Composition> compositions, long parts) {
    long bytes = PART_BYTES * (parts + compositions.size());
    for (Composition one : compositions) {
      for (String category : one.counts().keySet()) {
        bytes += CATEGORY_BYTES + category.length();
      }
    }
    return bytes;
  }

  @Override
  public Found answer(PartitionReads reads) {
    return reads.statements(asset, dimension);
  }
}
