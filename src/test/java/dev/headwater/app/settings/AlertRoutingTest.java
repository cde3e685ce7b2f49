package dev.headwater.app.settings;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.query.FakeService;
import dev.headwater.query.peer.Instance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows when the owners of an asset are known, so that an alert can be routed by them. */
class AlertRoutingTest {
  private final FakeService service = new FakeService(2);
  private final Asset data = dataset("data@1");

  @AfterEach
  void close() {
    service.close();
  }

  /** A copy may lack an owner, and an alert that was routed without it would never reach it. */
  @Test
  void owners_areNotKnownFromACopy() {
    service.graph.assets(data);
    assertThat(AlertRouting.owners(service.queries).apply(data)).isEmpty();

    int partition = service.graph.partitionOf(data);
    service.cluster.move(partition, new Instance("127.0.0.1", 9));
    service.cluster.copy(partition, FakeService.SELF);

    assertThatThrownBy(() -> AlertRouting.owners(service.queries).apply(data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("copy");
  }
}
