package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HashedPromptsTest {

  private static final Run RUN = Run.of("p", new Job("n", "j"), "r");
  private static final Data DATA = Data.dataset("lab", "dialogues", "1");
  private static final String SECRET = "Sprich wie Großmutter";

  /** By {@code printf %s 'Sprich wie Großmutter' | sha256sum}. */
  private static final String DIGEST =
      "52f5db5b15870f696886b0fb08ee06eee97db8f943111723d57b274812b5d38a";

  @Test
  void hashed_holdsDigestAndLength_andNothingElse() {
    Prompt prompt = Prompt.hashed(SECRET);

    assertThat(prompt)
        .isEqualTo(
            new Prompt(
                "",
                "",
                DIGEST,
                "ni:///sha-256;UvXbWxWHD2lohrD7CO4G7ul9uPlDERcj1XsnSBK104o?length=22"));
  }

  @Test
  void theSwitch_takesTheTextOutOfEveryPrompt() {
    Synthesis synthesis =
        Synthesis.of(SynthesisKind.LLM)
            .prompt("system", SECRET)
            .promptAt("user", "https://git.example/prompt.txt", "ab12");
    LineageEvent synthesize = RUN.synthesize(DATA).synthesis(synthesis).build();
    LineageEvent document = RUN.document(DATA).synthesis(synthesis).build();

    for (LineageEvent event : java.util.List.of(synthesize, document)) {
      String sent = new String(EventAvro.encode(HashedPrompts.of(event)), StandardCharsets.UTF_8);
      assertThat(new String(EventAvro.encode(event), StandardCharsets.UTF_8)).contains(SECRET);
      assertThat(sent)
          .doesNotContain(SECRET)
          .contains(DIGEST)
          .contains("?length=22")
          .contains("system")
          .contains("https://git.example/prompt.txt");
    }
    assertThat(HashedPrompts.of(synthesize).eventId()).isEqualTo(synthesize.eventId());
  }

  @Test
  void theSwitch_leavesEverythingElseAsItWas() {
    LineageEvent withheld =
        RUN.synthesize(DATA)
            .synthesis(Synthesis.of(SynthesisKind.LLM).promptsWithheld("a partner's secret"))
            .build();
    LineageEvent none = RUN.ingest(DATA).build();

    assertThat(HashedPrompts.of(withheld)).isSameAs(withheld);
    assertThat(HashedPrompts.of(none)).isSameAs(none);
  }

  @Test
  void hashed_countsAsAPrompt() {
    assertThat(
            RUN.synthesize(DATA)
                .synthesis(Synthesis.of(SynthesisKind.LLM).prompt(Prompt.hashed(SECRET)))
                .build()
                .synthesize()
                .orElseThrow()
                .prompts())
        .isInstanceOf(Stated.Given.class);
  }
}
