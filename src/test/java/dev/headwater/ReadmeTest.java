package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.settings.PolicyFile;
import dev.headwater.app.settings.Setting;
import dev.headwater.engine.Policy;
import dev.headwater.http.operations.Readiness;
import dev.headwater.model.RuleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the README and the pages that it links to with the code. */
class ReadmeTest {
  private static final String README = read(Path.of("README.md"));
  private static final String CLIENT = read(Path.of("src/docs/CLIENT.md"));
  private static final String OPERATIONS = read(Path.of("src/docs/OPERATIONS.md"));

  @Test
  void settings_areAllListed_asTheyAre() {
    List<String> expected =
        Arrays.stream(Setting.values())
            .map(
                setting ->
                    String.format(
                        "| `%s` | %s | %s | %s |",
                        setting.key(),
                        setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                        setting.unit(),
                        setting.doc()))
            .toList();
    List<String> listed =
        OPERATIONS
            .lines()
            .filter(
                line ->
                    line.matches("\\| `[a-z]+\\.[a-z.]+` \\|.*\\|.*\\|.*\\|")
                        || line.startsWith("| `threads` |")
                        || line.startsWith("| `auth` |"))
            .toList();
    assertThat(listed).isEqualTo(expected);
  }

  @Test
  void settingsOfTheClient_areAllListed_asTheyAre() {
    for (dev.headwater.sdk.Setting setting : dev.headwater.sdk.Setting.values()) {
      assertThat(CLIENT)
          .contains(
              String.format(
                  "\n| `%s` | %s | %s |\n",
                  setting.key(),
                  setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
                  setting.doc()));
    }
  }

  @Test
  void clientExamples_areThoseThatAreCompiledAndRun() {
    String tested = read(Path.of("src/test/java/dev/headwater/sdk/ExamplesTest.java"));
    List<String> examples = new ArrayList<>(blocks(README, "java"));
    examples.addAll(blocks(CLIENT, "java"));
    assertThat(examples)
        .hasSize(4)
        .allSatisfy(
            example ->
                assertThat(tested.replaceAll("\\s+", "")).contains(example.replaceAll("\\s+", "")));
  }

  @Test
  void policyExample_isAPolicy(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), blocks(OPERATIONS, "yaml").get(0));
    Policy policy = PolicyFile.read(file);
    assertThat(policy.clauses()).hasSize(2);
  }

  @Test
  void rules_areAllListed() {
    for (RuleName rule : RuleName.values()) {
      assertThat(README).contains("| `" + rule + "` |");
    }
  }

  @Test
  void testCommand_isTheOneThatContinuousIntegrationCalls() {
    assertThat(README).contains("\nmvn -B verify\n");
    assertThat(read(Path.of(".ci/run"))).contains("mvn -B verify");
  }

  @Test
  void folders_exist() {
    Matcher folder = Pattern.compile("(?m)^\\| `((?:schemas|src)[^`]*)`").matcher(README);
    int found = 0;
    while (folder.find()) {
      assertThat(Path.of(folder.group(1))).exists();
      found++;
    }
    assertThat(found).isGreaterThan(2);
    Matcher packages = Pattern.compile("`\\.\\.\\./([a-z]+)`").matcher(README);
    while (packages.find()) {
      assertThat(Path.of("src/main/java/dev/headwater", packages.group(1))).isDirectory();
    }
  }

  @Test
  void links_lead_somewhere() {
    Matcher link = Pattern.compile("\\]\\((src/docs/[^)]*)\\)").matcher(README);
    int found = 0;
    while (link.find()) {
      assertThat(Path.of(link.group(1))).isRegularFile();
      found++;
    }
    assertThat(found).isGreaterThan(5);
  }

  @Test
  void probes_areAllListed() {
    for (Readiness.State state : Readiness.State.values()) {
      assertThat(OPERATIONS).contains("| `" + state.name().toLowerCase(Locale.ROOT) + "` |");
    }
  }

  private static List<String> blocks(String page, String language) {
    List<String> blocks =
        Pattern.compile("(?s)```" + language + "\n(.*?)```")
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).as("blocks in " + language).isNotEmpty();
    return blocks;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }
}
