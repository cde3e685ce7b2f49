package dev.headwater.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks the arithmetic and the layout of the benchmark figures, by small examples. */
class FiguresTest {

  @Test
  void percentiles_areNearestRanks() {
    Percentiles hundred =
        new Percentiles(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());
    assertThat(hundred.median()).isEqualTo(50);
    assertThat(hundred.at(90)).isEqualTo(90);
    assertThat(hundred.at(99)).isEqualTo(99);
    assertThat(hundred.max()).isEqualTo(100);
    assertThat(new Percentiles(List.of(7.0)).at(1)).isEqualTo(7);
  }

  @Test
  void timeline_leavesOutTheTimeBeforeTheFirst() {
    Timeline timeline = new Timeline();
    timeline.sample(0, 0);
    timeline.sample(10_000_000_000L, 0);
    timeline.sample(11_000_000_000L, 100);
    timeline.sample(12_000_000_000L, 200);
    timeline.sample(14_000_000_000L, 200);
    assertThat(timeline.seconds()).isCloseTo(4, within(0.02));
    assertThat(timeline.rate()).isCloseTo(50, within(0.3));
    assertThat(timeline.middleRate()).isCloseTo(100, within(0.001));
  }

  @Test
  void median_ofTwo_isTheWorse() {
    assertThat(Median.of(List.of(3.0, 1.0, 2.0), one -> one)).isEqualTo(2);
    assertThat(Median.of(List.of(2.0, 1.0), one -> one)).isEqualTo(1);
  }

  @Test
  void report_namesTheFiguresAndTablesOfAPart() {
    Report part = new Report("part").figure("rate", 7).table(new Table("t", "n").row(1));
    Report whole = new Report("whole").figure("rate", 3).add("with", part);
    assertThat(whole.figures()).containsOnly(Map.entry("rate", 3), Map.entry("with_rate", 7));
    assertThat(whole.json()).contains("\"title\" : \"t, with\"");
  }

  @Test
  void table_alignsNumbersToTheRight() {
    Table table = new Table("t", "what", "n").row("a", 1_234.5).row("longer", 0.25);
    assertThat(table.lines())
        .containsExactly("  what         n", "  a        1,235", "  longer   0.250");
  }
}
