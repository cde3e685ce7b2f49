package dev.headwater.export.standard.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExportSamplesTest {
  @Test
  void samples_canBeBuilt() {
    assertThat(ExportSamples.scraped().summary().records()).hasValue(175);
    assertThat(SynthesisRecord.of(ExportSamples.dialogues()).get(0).generators()).hasSize(1);
    assertThat(ExportSamples.chat().ancestors()).hasSize(4);
    assertThat(ExportSamples.undocumented().summary().missing()).hasSize(6);
    ExportSamples.saying("<b>");
    for (int seed = 0; seed < 50; seed++) {
      ExportSamples.random(new Random(seed));
    }
  }
}
