package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.demo.Sample.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {

  @TempDir Path folder;

  @Test
  void write_measuresTheBytesThatAreThere() throws IOException {
    List<Sample> samples =
        List.of(new Sample("sw", Kind.COUNTRY, "Ufaransa"), new Sample("zh", Kind.COUNTRY, "法国"));

    DataFile file = DataFile.write(folder.resolve("two.tsv"), samples);

    assertThat(file.records()).isEqualTo(2);
    assertThat(file.bytes()).isEqualTo(20 + 18);
    // printf 'sw\tCOUNTRY\tUfaransa\nzh\tCOUNTRY\t法国\n' | sha256sum
    assertThat(file.sha256())
        .isEqualTo("065848f3fe5dadfe132fbc701f8acb7912e69719dc5164855a7dbc2faacb991f");
    assertThat(file.byLanguage()).isEqualTo(Map.of("sw", 1L, "zh", 1L));
    assertThat(file.read()).isEqualTo(samples);
  }

  @Test
  void write_realNames_compositionSumsToTheLines() throws IOException {
    DataFile file = DataFile.write(folder.resolve("all.tsv"), Names.ALL);

    try (var lines = Files.lines(file.path())) {
      assertThat(file.records()).isEqualTo(lines.count());
    }
    assertThat(file.byLanguage().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(file.records());
    assertThat(file.read()).isEqualTo(Names.ALL);
  }

  @Test
  void measure_brokenLine_isNamed() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.tsv"), "sw\tCOUNTRY\tA\nsw\tCOUNTRY\n");

    assertThatThrownBy(() -> DataFile.measure(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.tsv:2:");
  }
}
