package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.List;

/**
 * Asks whether an event that counts names an asset as an input of another asset.
 *
 * @param partition of the output
 * @param output the asset whose events are searched
 * @param input the asset that they may name
 * @param moment which events count; not now
 */
public record NamedQuestion(int partition, Asset output, Asset input, Moment moment)
    implements Question<NamedQuestion.Found> {

  /**
   * @param named whether an event does, retracted or not
   * @param live whether an event that is not retracted does
   * @param carries whether a live event names it in a carrying role
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
