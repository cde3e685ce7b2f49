package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engine.ContributionCounts;
import dev.headwater.engine.Node;
import dev.headwater.engine.Represented;
import dev.headwater.model.Asset;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that the row of an asset is read as it was written, and that rows of other versions fail.
 */
class NodeRowsTest {
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");

  private static Node node(long unsourced, long sources) {
    return new Node(
        RAW,
        new ContributionCounts(7, 3, 1, 1, 1, 0, 2, 4, 2, 1, unsourced, sources, 6, 5, 4, 3, 2, 1),
        Optional.empty(),
        Optional.empty(),
        4,
        List.of(),
        Map.of(),
        new ExposureCounts(0, 0, 0, 0),
        5,
        new Represented(
            4, Optional.of(new Stamp(Instant.EPOCH, new UUID(1, 2))), 3, -9, 7, 2, 5, 1),
        new Node.Revisions(9, 8),
        Node.Searches.NONE);
  }

  @Test
  void node_comesBackAsItWas() {
    AssetRow row = AssetRow.empty(RAW);
    row.put(node(2, 1));

    assertThat(AssetRow.parse(RAW, row.toBytes(new RowWriter())).node()).isEqualTo(node(2, 1));
    assertThat(AssetRow.parse(RAW, AssetRow.empty(RAW).toBytes(new RowWriter())).node()).isNull();
  }

  /**
   * Byte 1 stands for a row of an earlier release, which wrote a flag first; byte 4 stands for a
   * row of a later one. A row that is misread could make an asset look clean that is not.
   */
  @ParameterizedTest
  @ValueSource(bytes = {1, 4})
  void rowOfAnotherVersion_isRefusedWithWhatToDo(byte version) {
    AssetRow row = AssetRow.empty(RAW);
    row.put(node(0, 0));
    byte[] bytes = row.toBytes(new RowWriter());
    bytes[0] = version;

    assertThatThrownBy(() -> AssetRow.parse(RAW, bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dataset:lab:raw@1")
        .hasMessageContaining("run the command reset");
  }

  @Test
  void revisions_areReadWithoutTheRest() {
    AssetRow row = AssetRow.empty(RAW);
    assertThat(AssetRow.revisions(row.toBytes(new RowWriter()))).isEmpty();
    row.put(node(0, 0));

    assertThat(AssetRow.revisions(row.toBytes(new RowWriter()))).contains(new Node.Revisions(9, 8));
  }
}
