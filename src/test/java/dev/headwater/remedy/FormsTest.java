package dev.headwater.remedy;

import static dev.headwater.remedy.Given.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.engine.EngineJudgement;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.RandomText;
import dev.headwater.model.Role;
import dev.headwater.sdk.HeadwaterClient;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the forms for Java and the shell are the event of the JSON, whatever the names. */
class FormsTest {
  private static final List<String> HOSTILE =
      List.of(
          "plain",
          "it's",
          "say \"hi\"",
          "two\nlines\r\nand\ttabs",
          "$(touch pwned) `touch pwned` ${HOME} $HOME",
          "\\ \\\\ \\u0022 \\u005c",
          "END",
          "\nEND\n",
          "; rm -rf . & exit 3 | cat # <<'END'",
          "!! !$ ~ * ? [a-z] {a,b}",
          "наука 数据 العربية",
          "🦜 \ud83d\udc68\u200d\ud83d\udcbb",
          "\u202e\u2066reversed\u2028\u0085\u001b[31m\u0000\u007f",
          "*/ // \"\"\"",
          "%s %n %1$s",
          "TODO later");

  @TempDir Path folder;

  /** One remedy of each kind, with every text that an event states hostile. */
  private static List<Remedy> remedies() {
    List<String> texts = new ArrayList<>(HOSTILE);
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      texts.add(RandomText.next(random));
    }
    List<Remedy> remedies = new ArrayList<>();
    for (String text : texts) {
      Asset data = Asset.of(AssetKind.DATASET, text, text, text);
      Job job = new Job(text, text);
      for (int seed = 0; seed < 3; seed++) {
        remedies.add(
            remedy(
                data,
                Given.synthesis(
                    new Random(seed), EnumSet.allOf(Condition.class), TIME, data, job, text)));
      }
      remedies.add(remedy(data, named(data, text)));
      Asset unversioned = Asset.of(AssetKind.MODEL, text, text);
      remedies.add(remedy(unversioned, used(unversioned)));
    }
    remedies.addAll(remedies.stream().flatMap(remedy -> remedy.waiver().stream()).toList());
    return remedies;
  }

  private static Remedy remedy(Asset asset, LineageEvent event) {
    EngineJudgement judged = EngineJudgement.of(asset, List.of(event));
    return Remedy.of(asset, judged.summary(), judged.syntheses(), judged.documents()).orElseThrow();
  }

  /** Synthetic data whose generator, seeds and parameter have hostile names. */
  private static LineageEvent named(Asset data, String text) {
    ObjectNode event =
        EventJson.write(
            Given.synthesis(new Random(1), Set.of(), TIME, data, new Job("a", "b"), "c"));
    event
        .putArray("inputs")
        .addObject()
        .put("asset", Asset.of(AssetKind.DATASET, text, text).urn())
        .put("role", "SEED");
    ObjectNode synthesize = event.putObject("synthesize");
    synthesize.putArray("generators").addObject().put("provider", text).put("model", text);
    synthesize.putArray("prompts").addObject().put("role", text).put("template", "tbd");
    synthesize.putObject("parameters").put(text, "unknown");
    return EventJson.read(event);
  }

  private static LineageEvent used(Asset asset) {
    return Given.event(
        new Random(3),
        TIME,
        LineageEvent.builder(EventType.TRAIN)
            .inputs(List.of(Input.of(asset, Role.BASE_MODEL)))
            .outputs(
                List.of(
                    new Output(
                        Asset.parse("model:lab:tutor@1"),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        "",
                        List.of()))));
  }

  @Test
  void forms_showEverythingTheyHold() {
    for (Remedy remedy : remedies()) {
      assertThat(remedy.json()).doesNotContain("\n");
      for (String form : List.of(remedy.json(), remedy.java(), remedy.cli())) {
        assertThat(form.codePoints().filter(point -> point != '\n'))
            .allMatch(Visible::is, "visible");
      }
    }
  }

  @Test
  void cli_sendsTheJsonToStandardInput() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "this machine has no /bin/sh");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path stub = bin.resolve("java");
    Files.writeString(stub, "#!/bin/sh\nprintf '%s\\n' \"$*\" >> \"$OUT.args\"\ncat >> \"$OUT\"\n");
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    Path here = Files.createDirectory(folder.resolve("here"));
    StringBuilder script = new StringBuilder();
    StringBuilder sent = new StringBuilder();
    StringBuilder called = new StringBuilder();
    for (Remedy remedy : remedies()) {
      script.append(remedy.cli());
      sent.append(remedy.json()).append('\n');
      called.append("-jar target/headwater.jar emit --wait -\n");
    }
    Path file = folder.resolve("remedies.sh");
    Files.writeString(file, script);

    assertThat(run(here, Map.of(), "/bin/sh", "-n", file.toString())).isZero();
    Path out = folder.resolve("out");
    String path = bin + ":" + System.getenv("PATH");
    Map<String, String> environment = Map.of("PATH", path, "OUT", out.toString());
    assertThat(run(here, environment, "/bin/sh", file.toString())).isZero();

    assertThat(Files.readString(out)).isEqualTo(sent.toString());
    assertThat(Files.readString(folder.resolve("out.args"))).isEqualTo(called.toString());
    assertThat(here).as("files that a name created").isEmptyDirectory();
  }

  private int run(Path here, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log)).isEmpty();
    return process.waitFor();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Forms.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Compiles the lines as they are, and the lines with the blanks filled in. */
  @Test
  void java_makesTheEventThatTheJsonIs() throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "this Java has no compiler");
    List<Remedy> remedies = remedies();
    StringBuilder source =
        new StringBuilder(
            """
            import dev.headwater.model.*;
            import dev.headwater.sdk.*;
            import java.time.Instant;
            import java.util.*;

            public class Forms {
            """);
    for (int i = 0; i < remedies.size(); i++) {
      method(source, "blank" + i, remedies.get(i).java());
      method(source, "filled" + i, filled(remedies.get(i).java()));
    }
    assertThat(
            compiler
                .getTask(
                    null,
                    null,
                    null,
                    List.of("-d", folder.toString(), "-proc:none"),
                    null,
                    List.of(new Source(source.append("}\n").toString())))
                .call())
        .as("compiles")
        .isTrue();

    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        HeadwaterClient client =
            HeadwaterClient.builder()
                .settings(Map.of("enabled", "false", "producer", "code@1"))
                .build()) {
      Class<?> forms = loader.loadClass("Forms");
      for (int i = 0; i < remedies.size(); i++) {
        Remedy remedy = remedies.get(i);
        LineageEvent fromJava = call(forms, "filled" + i, client);
        assertThat(alike(fromJava))
            .as(remedy.java())
            .isEqualTo(alike(EventJson.read(Filled.all(remedy.json()))));
        if (remedy.blanks().stream().anyMatch(blank -> blank.marker().isEmpty())) {
          String method = "blank" + i;
          assertThatThrownBy(() -> call(forms, method, client))
              .isInstanceOfAny(InvalidException.class, IllegalArgumentException.class);
        }
      }
    }
  }

  private static void method(StringBuilder source, String name, String lines) {
    source
        .append("  public static LineageEvent ")
        .append(name)
        .append("(HeadwaterClient client) {\n")
        .append(lines)
        .append("    return event;\n  }\n");
  }

  /** Fills in the blanks with the values of {@link Filled}. */
  private static String filled(String lines) {
    return lines
        .replace("Asset.parse(\"TODO\")", "Asset.parse(\"dataset:lab:seeds@2\")")
        .replace("Instant.parse(\"TODO\")", "Instant.parse(\"2027-01-01T00:00:00Z\")")
        .replace("Answer.valueOf(\"TODO\")", "Answer.NO")
        .replace(".parameter(\"\", ", ".parameter(\"" + Filled.PARAMETER + "\", ")
        .replace(".prompt(\"\", ", ".prompt(/* no role */ BLANK, ")
        .replace("\"TODO\"", "\"filled in\"")
        // A quote that belongs to a text has a backslash before it.
        .replaceAll("(?<=[( ])\"\"(?=[,)])", "\"filled in\"")
        .replace("BLANK", "\"\"");
  }

  private static LineageEvent call(Class<?> forms, String method, HeadwaterClient client)
      throws Exception {
    try {
      return (LineageEvent) forms.getMethod(method, HeadwaterClient.class).invoke(null, client);
    } catch (InvocationTargetException thrown) {
      throw (RuntimeException) thrown.getCause();
    }
  }

  /** The event without what the SDK makes: id, time and producer. */
  private static LineageEvent alike(LineageEvent event) {
    return EventJson.read(
        EventJson.write(event)
            .put("eventId", new UUID(0, 1).toString())
            .put("eventTime", TIME.toString())
            .put("producer", "code@1"));
  }

  @Test
  void literals_areReadBackByTheCompiler() {
    assertThat(JavaLines.literal("a\"b\\u0041\n\u202e")).isEqualTo("\"a\\\"b\\\\u0041\\n\\u202e\"");
  }
}
