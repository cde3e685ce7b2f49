package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Node;
import dev.headwater.engine.Tally;
import dev.headwater.model.Asset;
import dev.headwater.model.ExposureCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeRowsTest {
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");

  private static Node node(long unsourced, long sources) {
    return new Node(
        RAW,
        new Tally(7, 3, 1, 1, 1, 0, 2, unsourced, sources),
        Optional.empty(),
        Optional.empty(),
        4,
        List.of(),
        Map.of(),
        new ExposureCounts(0, 0, 0, 0),
        5);
  }

  @Test
  void node_comesBackAsItWas() {
    AssetRow row = AssetRow.empty(RAW);
    row.put(node(2, 1));

    assertThat(AssetRow.parse(RAW, row.toBytes(new RowWriter())).node()).isEqualTo(node(2, 1));
    assertThat(AssetRow.parse(RAW, AssetRow.empty(RAW).toBytes(new RowWriter())).node()).isNull();
  }

  /** Nothing that it counts is taken to name a source, so that it is never taken for known. */
  @Test
  void rowOfBefore_isRead_andNamesNoSource() {
    AssetRow row = AssetRow.empty(RAW);
    row.put(node(0, 0));
    byte[] bytes = row.toBytes(new RowWriter());
    RowWriter facts = new RowWriter();
    Rows.write(facts, node(0, 0));
    int end = 1 + facts.toBytes().length;
    byte[] before = new byte[bytes.length - 2];
    before[0] = 1;
    System.arraycopy(bytes, 1, before, 1, end - 3);
    System.arraycopy(bytes, end, before, end - 2, bytes.length - end);

    AssetRow read = AssetRow.parse(RAW, before);

    assertThat(read.node()).isEqualTo(node(3, 0));
    assertThat(read.node().tally().originKnown(false)).isTrue();
    assertThat(read.node().tally().originKnown(true)).isFalse();
    byte[] rest = read.toBytes(new RowWriter());
    assertThat(Arrays.copyOfRange(rest, rest.length - (bytes.length - end), rest.length))
        .isEqualTo(Arrays.copyOfRange(bytes, end, bytes.length));
  }
}
