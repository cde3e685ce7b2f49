package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.oracle.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManyWatchersTest {
  private static final Asset RAW = RepresentationScene.data("raw@1");

  /** More watchers than one step tells, and more inputs than one asset watches. */
  @Test
  void lateDeclaration_reachesEveryWatcher() {
    int many = 2 * Declarations.AT_ONCE + 500;
    RepresentationScene events = new RepresentationScene();
    List<Arrival> log = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      LineageEvent clean =
          events
              .event(EventType.CLEAN)
              .inputs(List.of(Input.of(RAW, Role.SOURCE)))
              .outputs(
                  List.of(
                      RepresentationScene.output(
                          RepresentationScene.data("clean" + i + "@1"),
                          RepresentationScene.languages("en", 1000, "sw", 100))))
              .build();
      log.add(new Arrival(clean, RepresentationScene.START));
    }
    log.add(
        new Arrival(
            events
                .event(EventType.INGEST)
                .outputs(
                    List.of(
                        RepresentationScene.output(
                            RAW, RepresentationScene.languages("en", 1000, "sw", 1000))))
                .build(),
            RepresentationScene.START));
    EngineCluster cluster =
        new EngineCluster(new Random(1), 3, 5_000, 1_000_000, Fault.NONE, Policy.DEFAULT);

    cluster.feed(log);

    assertThat(cluster.owner(RAW).node(RAW).orElseThrow().representation().watchers())
        .isEqualTo(many);
    assertThat(
            cluster.alerts().compacted().stream()
                .filter(alert -> alert.rule() == RuleName.DISPARATE_REMOVAL))
        .hasSize(many);
  }

  @Test
  void inputsBeyondTheLimit_areNotWatched_andNoGapIsClaimed() {
    RepresentationScene scene = new RepresentationScene();
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i <= Declarations.MAX_WATCHED; i++) {
      inputs.add(RepresentationScene.input(RepresentationScene.data("d" + i + "@1")));
    }
    Asset model = RepresentationScene.model("tutor@1");
    scene.train(inputs, model, RepresentationScene.target("sw", 0.5));

    assertThat(scene.node(model).representation().watched()).isEqualTo(Declarations.MAX_WATCHED);
    assertThat(scene.open(RuleName.FITNESS_GAP)).isEmpty();
  }
}
