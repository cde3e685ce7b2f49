package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.EventJson;
import dev.headwater.model.Events;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Shows that hashing removes the text of every prompt from an event and changes nothing else. Uses
 * examples and random events.
 */
class HashedPromptsTest {

  private static final Run RUN = Run.of("p", new Job("n", "j"), "r");
  private static final Data DATA = Data.dataset("lab", "dialogues", "1");
  private static final String SECRET = "Sprich wie Großmutter";

  /** The output of {@code printf %s 'Sprich wie Großmutter' | sha256sum}. */
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

  /** Uses random events, so that a field that is added to the model is not forgotten. */
  @Test
  void theSwitch_changesNothingButPrompts() {
    for (int seed = 0; seed < 2_000; seed++) {
      LineageEvent event = Events.event(new Random(seed));

      assertThat(withoutPrompts(HashedPrompts.of(event)))
          .as("seed %d", seed)
          .isEqualTo(withoutPrompts(event));
    }
  }

  private static JsonNode withoutPrompts(LineageEvent event) {
    JsonNode json = EventJson.write(event);
    json.findParents("prompts").forEach(parent -> ((ObjectNode) parent).remove("prompts"));
    return json;
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
