package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.engine.AlertState;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Events;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** Shows that rows of alerts lose nothing, and that each alert has a row of its own. */
class AlertRowsTest {
  private static final Asset CLEAN = Asset.parse("dataset:lab:clean@1");
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");

  @Test
  void rows_areReadAsTheyWereWritten() {
    Seeds.forEach(
        2_000,
        random -> {
          Alert alert = Events.alert(random);
          AlertState state =
              new AlertState(
                  alert,
                  AlertState.Phase.values()[random.nextInt(4)],
                  random.nextBoolean(),
                  new AlertState.Walk(random.nextInt(9), random.nextInt(9), random.nextBoolean()),
                  Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                  Stream.generate(() -> episode(random)).limit(random.nextInt(4)).toList());
          Held held =
              new Held(alert.key(), random.nextBoolean() ? Optional.of(alert) : Optional.empty());

          assertThat(AlertRows.alert(AlertRows.write(state))).isEqualTo(state);
          assertThat(AlertRows.held(AlertRows.write(held))).isEqualTo(held);
        });
  }

  private static AlertEpisode episode(Random random) {
    Instant opened = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    return new AlertEpisode(
        opened,
        opened.plusMillis(random.nextInt(1_000_000)),
        Resolution.values()[random.nextInt(Resolution.values().length)],
        Severity.values()[random.nextInt(3)]);
  }

  /** What an earlier version wrote, which knew no histories. */
  @Test
  void rowsWithoutAHistory_areThoseOfAnEarlierVersion() {
    AlertState state =
        new AlertState(
            Events.alert(new Random(1)),
            AlertState.Phase.OPEN,
            true,
            new AlertState.Walk(1, 2, true),
            Instant.EPOCH,
            List.of());
    RowWriter closing = new RowWriter();
    closing.constant(state.phase()).flag(true).number(1).number(2).flag(true);
    byte[] end = closing.instant(Instant.EPOCH).toBytes();
    byte[] row = AlertRows.write(state);

    assertThat(Arrays.copyOfRange(row, row.length - end.length, row.length)).isEqualTo(end);
    assertThat(AlertRows.alert(row)).isEqualTo(state);
  }

  @Test
  void alertsOfDifferentDimensions_haveDifferentRows_nextToEachOther() {
    Set<Bytes> rows = new TreeSet<>();
    for (RuleName rule : RuleName.values()) {
      if (rule.hasDimension()) {
        rows.add(Keys.alert(new AlertKey(CLEAN, rule, RAW, "language")));
        rows.add(Keys.alert(new AlertKey(CLEAN, rule, RAW, "script")));
        rows.add(Keys.held(new AlertKey(CLEAN, rule, RAW, "language")));
      }
    }
    assertThat(rows).hasSize(15);
    Bytes all = Keys.rows(Keys.ALERT, Keys.id(CLEAN));
    assertThat(
            rows.stream()
                .filter(row -> row.compareTo(all) >= 0 && row.compareTo(Keys.end(all)) < 0))
        .hasSize(10);
  }
}
