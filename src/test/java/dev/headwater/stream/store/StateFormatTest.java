package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engine.Change;
import dev.headwater.engine.Timer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.OriginKind;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;

/** A store whose rows have another format is refused before any of them is read. */
class StateFormatTest {
  private final InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");

  private GraphState open() {
    return new GraphState(store, null, new ScanStarts(), new Flushes());
  }

  private void write() {
    GraphState state = open();
    Asset asset = Asset.of(AssetKind.DATASET, "lab", "data", "1");
    state.apply(
        new Change.PutTimer(
            new Timer(7, new GraphCommand.Review(asset, new Origin(asset, OriginKind.UNKNOWN)))));
    state.flush(7);
  }

  private void state(int format) {
    byte[] row = ByteBuffer.allocate(Integer.BYTES).putInt(format).array();
    store.put(Bytes.wrap(new byte[] {Keys.FORMAT}), row);
  }

  @Test
  void rowsOfThisFormat_areTaken() {
    write();
    assertThat(open().takeTimersDue(7, 10)).hasSize(1);
  }

  @Test
  void aLaterFormat_isRefused() {
    write();
    state(StateFormat.VERSION + 1);
    assertThatThrownBy(this::open)
        .isInstanceOf(StateFormat.UnknownFormatException.class)
        .hasMessageContaining("a later version wrote")
        .hasMessageContaining("`reset`");
  }

  @Test
  void anEarlierFormat_andRowsThatDoNotSay_areRefused() {
    write();
    state(StateFormat.VERSION - 1);
    assertThatThrownBy(this::open).hasMessageContaining("an earlier version wrote");
    store.delete(Bytes.wrap(new byte[] {Keys.FORMAT}));
    assertThatThrownBy(this::open).hasMessageContaining("The state has format 0");
    store.put(Bytes.wrap(new byte[] {Keys.FORMAT}), new byte[] {1});
    assertThatThrownBy(this::open).hasMessageContaining("The state has format 0");
  }
}
