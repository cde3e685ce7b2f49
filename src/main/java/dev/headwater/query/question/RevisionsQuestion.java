package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for the revisions of assets of one partition.
 *
 * @param partition of the assets
 * @param assets of the partition
 * @param moment which events count
 * @param ofEvents whether the revisions change with every event of an asset; otherwise only with
 *     what a gate needs, so that another event with the same statement does not disturb it
 */
public record RevisionsQuestion(int partition, List<Asset> assets, Moment moment, boolean ofEvents)
    implements Question<RevisionsQuestion.Found> {
  public RevisionsQuestion {
    assets = List.copyOf(assets);
  }

  /**
   * @param revisions in the order of the assets
   */
  public record Found(List<Revision> revisions) implements Answer {
    public Found {
      revisions = List.copyOf(revisions);
    }

    @Override
    public int rows() {
      return revisions.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    List<Revision> revisions = new ArrayList<>(assets.size());
    assets.forEach(
        asset -> revisions.add(ofEvents ? reads.eventRevision(asset) : reads.revision(asset)));
    return new Found(revisions);
  }
}
