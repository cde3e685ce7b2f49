package dev.headwater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.report.Report;
import dev.headwater.bench.scale.Form;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void report_namesTheSizes_andWhatIsUsedMost() {
    Report report =
        new Scale(
                new Scale.Options(
                    List.of(1_000_000L),
                    List.of(500L),
                    List.of(),
                    16,
                    3,
                    1,
                    Form.DEFAULT,
                    4_000,
                    1),
                what -> {})
            .run();
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text));

    assertThat(text.toString())
        .contains("Sizes", "Flow, per event", "What is used", "the name written most");
    assertThat(report.figures())
        .containsEntry("at_1000000_assets_500_events_brokers", 3)
        .containsKeys("rows_per_asset", "at_1000000_assets_500_events_rows_per_event");
  }
}
