package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.EventJson;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Visit;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.stream.store.GraphReader;
import dev.headwater.stream.store.OverviewView;
import dev.headwater.stream.store.StateFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The bytes of the rows that a fixed list of events leaves in the store, kept in a file. A change
 * of a row's format changes them: raise {@link StateFormat#VERSION} then, and let {@code
 * -Dtest=GoldenStateTest -Dgolden=write} write a file for the new format. The order of constants of
 * enums that rows hold as numbers is part of the format.
 */
class GoldenStateTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final Path FILE = FOLDER.resolve("state-" + StateFormat.VERSION + ".txt");
  private static final Instant ARRIVAL = Instant.parse("2026-11-24T12:00:00Z");
  private static final HexFormat HEX = HexFormat.of();

  private static List<LineageEvent> events() throws IOException {
    return Files.readAllLines(FOLDER.resolve("events.jsonl")).stream()
        .map(EventJson::read)
        .toList();
  }

  private static OneTask processed() throws IOException {
    OneTask task = new OneTask(Policy.DEFAULT, ARRIVAL);
    List<LineageEvent> events = events();
    int last = events.size() - 1;
    events.subList(0, last).forEach(event -> task.send(event, ARRIVAL));
    // One number of a producer does not come.
    LineageEvent numbered = events.get(0);
    task.send(numbered, "client-1", 1, ARRIVAL);
    task.send(numbered, "client-1", 3, ARRIVAL);
    task.passTime(Duration.ofMinutes(15));
    task.send(events.get(last), ARRIVAL.plus(Duration.ofMinutes(15))); // its grace is not over
    return task;
  }

  private static List<String> lines(OneTask task) {
    List<String> lines = new ArrayList<>();
    task.eachRow((key, value) -> lines.add(HEX.formatHex(key.get()) + " " + HEX.formatHex(value)));
    return lines;
  }

  private static List<Object> overview(GraphReader rows) {
    OverviewView view = rows.overview();
    return List.of(
        view.totals(),
        view.namespaces(1_000),
        view.openAlerts(),
        view.newestAlerts(1_000),
        view.hours(),
        view.widestCauses(1_000),
        view.latestModels(1_000));
  }

  @Test
  void rows_haveTheBytesOfTheirFormat() throws IOException {
    try (OneTask task = processed()) {
      List<String> lines = lines(task);
      if (System.getProperty("golden", "").equals("write")) {
        Files.write(FILE, lines);
      }
      assertThat(FILE).as("of the format %d", StateFormat.VERSION).exists();
      assertThat(lines)
          .as("a row has changed: its format needs another number, see the test's Javadoc")
          .isEqualTo(Files.readAllLines(FILE));
      Set<Character> tags = new TreeSet<>();
      lines.forEach(line -> tags.add((char) HEX.parseHex(line.substring(0, 2))[0]));
      // All but those of moments: being spread, held back, and a sweep that is going on.
      assertThat(tags)
          .contains('N', 'C', 'K', 'A', 'T', 'Y', 'R', 'S', 'M', 'J', 'V', 'P', 'I', 'O', 'X')
          .contains('G', 'Q', 'U', 'L', 'E', 'D', 'F', 'Z', 'b')
          .contains('s', 'w', 'd', 'f', 'n', 'l', 'e');
    }
  }

  @Test
  void rows_areReadAsTheyWereWritten() throws IOException {
    try (OneTask task = processed();
        OneTask restored = new OneTask(Policy.DEFAULT, ARRIVAL)) {
      for (String line : Files.readAllLines(FILE)) {
        int space = line.indexOf(' ');
        restored.putRow(
            HEX.parseHex(line.substring(0, space)), HEX.parseHex(line.substring(space + 1)));
      }
      GraphReader expected = task.rows();
      GraphReader found = restored.rows();
      assertThat(found.nodes("", "", 1_000)).isEqualTo(expected.nodes("", "", 1_000));
      for (Asset asset :
          expected.nodes("", "", 1_000).stream().map(node -> node.asset()).toList()) {
        assertThat(found.inEdges(asset, Optional.empty(), 1_000))
            .isEqualTo(expected.inEdges(asset, Optional.empty(), 1_000));
        assertThat(found.outEdges(asset, Optional.empty(), 1_000))
            .isEqualTo(expected.outEdges(asset, Optional.empty(), 1_000));
        assertThat(found.exposures(asset, Optional.empty(), 1_000))
            .isEqualTo(expected.exposures(asset, Optional.empty(), 1_000));
        List<Visit> visits = expected.visits(asset, Optional.empty(), 1_000);
        assertThat(found.visits(asset, Optional.empty(), 1_000)).isEqualTo(visits);
        for (Visit visit : visits) {
          assertThat(found.search(visit.loop())).isEqualTo(expected.search(visit.loop()));
        }
        assertThat(found.alerts(asset, Optional.empty(), 1_000))
            .isEqualTo(expected.alerts(asset, Optional.empty(), 1_000));
        assertThat(found.watchers(asset, Optional.empty(), 1_000))
            .isEqualTo(expected.watchers(asset, Optional.empty(), 1_000));
        assertThat(found.watched(asset, Optional.empty(), 1_000))
            .isEqualTo(expected.watched(asset, Optional.empty(), 1_000));
        assertThat(found.findings(asset)).isEqualTo(expected.findings(asset));
      }
      assertThat(overview(found)).isEqualTo(overview(expected));
    }
  }
}
