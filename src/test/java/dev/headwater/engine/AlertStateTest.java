package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.AlertState.Phase;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows what the history of an alert holds: the times that readers know of, and no others. */
class AlertStateTest {
  private static final Asset DATA = Asset.parse("dataset:lab:dialogues@1");
  private static final AlertKey KEY = new AlertKey(DATA, RuleName.UNDOCUMENTED_SYNTHETIC, DATA);

  private static Instant minute(int number) {
    return Instant.parse("2026-11-22T10:00:00Z").plusSeconds(60L * number);
  }

  private static Alert open(int from) {
    return Alert.open(KEY, Severity.WARNING, List.of(DATA), List.of(), minute(from));
  }

  private static Alert resolved(int from, int to) {
    return open(from).resolved(minute(to), Resolution.DOCUMENTED);
  }

  private static AlertEpisode episode(int from, int to) {
    return new AlertEpisode(minute(from), minute(to), Resolution.DOCUMENTED, Severity.WARNING);
  }

  private static AlertState opened(AlertState state, int from) {
    return state.opened(open(from), true, false);
  }

  private static AlertState closed(AlertState state, int from, int to) {
    return state.with(resolved(from, to), Phase.CLOSED, true);
  }

  @Test
  void anAlertThatOpensAgain_remembersWhenItWasOpen() {
    AlertState state = closed(opened(AlertState.never(resolved(0, 0)), 1), 1, 2);
    assertThat(state.history()).isEmpty();

    state = opened(state, 3);
    assertThat(state.history()).containsExactly(episode(1, 2));

    state = opened(closed(state, 3, 4), 5);
    assertThat(state.history()).containsExactly(episode(3, 4), episode(1, 2));
  }

  @Test
  void changedEvidence_isNoNewTime() {
    AlertState state = opened(AlertState.never(resolved(0, 0)), 1);

    assertThat(opened(state, 1).history()).isEmpty();
  }

  @Test
  void theHistory_isBounded() {
    AlertState state = AlertState.never(resolved(0, 0));
    for (int i = 0; i <= AlertState.EPISODES + 5; i++) {
      state = closed(opened(state, 2 * i), 2 * i, 2 * i + 1);
    }

    assertThat(state.history()).hasSize(AlertState.EPISODES);
    assertThat(state.history().get(0)).isEqualTo(episode(48, 49));
  }

  @Test
  void whatNobodyWasTold_isNoPartOfIt() {
    AlertState held =
        AlertState.never(resolved(0, 0))
            .opened(open(1), false, true)
            .with(resolved(1, 2), Phase.CLOSED, false);

    AlertState again = held.opened(open(3), false, true);

    assertThat(again.released(Optional.empty()).state().history()).isEmpty();
  }

  /** Opens and resolves while alerts are held back, which readers do not know. */
  private static AlertState flapping(AlertState state, int from) {
    return state.opened(open(from), true, true).with(resolved(from, from), Phase.CLOSED, true);
  }

  @Test
  void changesDuringAHoldback_countAsTheyAreToldInTheEnd() {
    AlertState full = AlertState.never(resolved(0, 0));
    for (int i = 0; i <= AlertState.EPISODES; i++) {
      full = closed(opened(full, 2 * i), 2 * i, 2 * i + 1);
    }
    List<AlertEpisode> before = full.history();
    Alert toldResolved = full.alert();
    AlertState flapped = full;
    for (int i = 0; i < 50; i++) {
      flapped = flapping(flapped, 100 + i);
    }
    assertThat(flapped.history()).as("what readers see meanwhile").isEqualTo(before);

    // It was resolved, and is open now: once more than before.
    AlertState open = flapped.opened(open(200), true, true);
    assertThat(open.released(Optional.of(toldResolved)).state().history())
        .hasSize(AlertState.EPISODES)
        .startsWith(AlertEpisode.of(toldResolved))
        .containsAll(before.subList(0, AlertState.EPISODES - 1));
    // It was resolved, and is so again: nothing happened.
    AlertState.Released same = flapped.released(Optional.of(toldResolved));
    assertThat(same.news()).isFalse();
    assertThat(same.state().alert()).isEqualTo(toldResolved);
    assertThat(same.state().history()).isEqualTo(before);
    // It was open since minute 90, and is open: all the time.
    AlertState.Released stillOpen = open.released(Optional.of(open(90)));
    assertThat(stillOpen.state().alert().openedAt()).isEqualTo(minute(90));
    assertThat(stillOpen.state().history()).isEqualTo(before);
    // It was open since minute 90, and is resolved now.
    AlertState.Released over = flapped.released(Optional.of(open(90)));
    assertThat(over.news()).isTrue();
    assertThat(over.state().history()).isEqualTo(before);
  }
}
