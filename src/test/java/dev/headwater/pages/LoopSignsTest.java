package dev.headwater.pages;

import static dev.headwater.model.EventType.CLEAN;
import static dev.headwater.model.EventType.SYNTHESIZE;
import static dev.headwater.model.EventType.TRAIN;
import static dev.headwater.model.EventType.TRANSFORM;
import static dev.headwater.model.Role.BASE_MODEL;
import static dev.headwater.model.Role.FILTER_MODEL;
import static dev.headwater.model.Role.GENERATOR;
import static dev.headwater.model.Role.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import dev.headwater.query.question.Edge;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopSignsTest {
  private static final Asset FIRST = Asset.parse("model:lab:tutor@1");
  private static final Asset SECOND = Asset.parse("model:lab:tutor@2");
  private static final Asset OTHER = Asset.parse("model:lab:judge@1");
  private static final Asset CHATS = Asset.parse("dataset:lab:chats@1");
  private static final Asset CLEAN_CHATS = Asset.parse("dataset:lab:clean-chats@1");

  private static Edge edge(Asset from, Asset to, Role role, EventType activity) {
    return new Edge(from, to, role, activity, "run", false);
  }

  private static Set<Asset> signs(Edge... edges) {
    return LoopSigns.of(List.of(edges), asset -> true);
  }

  private final Edge generated = edge(FIRST, CHATS, GENERATOR, SYNTHESIZE);
  private final Edge cleaned = edge(CHATS, CLEAN_CHATS, SOURCE, CLEAN);
  private final Edge trained = edge(CLEAN_CHATS, SECOND, SOURCE, TRAIN);

  @Test
  void aModelThatDescendsFromDataOfItsOwnFamily_closesALoop() {
    assertThat(signs(generated, cleaned, trained)).containsExactlyInAnyOrder(CHATS, SECOND);
  }

  @Test
  void aLoopOfAnotherModelBetween_isOneToo() {
    Asset third = Asset.parse("model:lab:tutor@3");
    Edge distilled = edge(SECOND, third, BASE_MODEL, TRAIN);

    assertThat(signs(generated, cleaned, trained, distilled))
        .containsExactlyInAnyOrder(CHATS, SECOND, third);
  }

  @Test
  void whatDoesNotCloseALoop_isNotSaidToDoSo() {
    Edge byAnother = edge(OTHER, CHATS, GENERATOR, SYNTHESIZE);
    Edge filtered = edge(FIRST, CHATS, FILTER_MODEL, SYNTHESIZE);
    Edge transformed = edge(FIRST, CHATS, GENERATOR, TRANSFORM);
    Edge converted = edge(CLEAN_CHATS, SECOND, SOURCE, TRANSFORM);
    Edge evaluated = edge(CLEAN_CHATS, SECOND, Role.REFERENCE, TRAIN);

    assertThat(signs(byAnother, cleaned, trained)).isEmpty();
    assertThat(signs(filtered, cleaned, trained)).isEmpty();
    assertThat(signs(transformed, cleaned, trained)).isEmpty();
    assertThat(signs(generated, cleaned, converted)).isEmpty();
    assertThat(signs(generated, cleaned, evaluated)).isEmpty();
    assertThat(signs(generated, trained)).isEmpty();
    assertThat(LoopSigns.of(List.of(generated, cleaned, trained), asset -> !asset.equals(CHATS)))
        .as("data that is not synthetic")
        .isEmpty();
  }
}
