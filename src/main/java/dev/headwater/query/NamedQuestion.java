package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;

/**
 * Whether an event that counts names an asset as an input of another.
 *
 * @param partition of the output
 * @param output whose events are looked at
 * @param input the asset
 * @param moment whose events count; not now
 */
public record NamedQuestion(int partition, Asset output, Asset input, Moment moment)
    implements Question<NamedQuestion.Found> {

  /**
   * @param named whether one does, retracted or not
   * @param live whether one that is not retracted does
   * @param carries whether such an event names it in a role that carries exposure
   */
  public record Found(boolean named, boolean live, boolean carries) implements Answer {}

  @Override
  public Found answer(PartitionReads reads) {
    List<Edge> edges = reads.edges(input, output);
    return new Found(
        reads.names(output, input),
        !edges.isEmpty(),
        edges.stream().anyMatch(edge -> edge.role().carries()));
  }
}
