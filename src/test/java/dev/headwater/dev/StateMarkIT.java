package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.PatientClient;
import dev.headwater.app.Headwater;
import dev.headwater.docs.EventsPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that {@code dev} rebuilds the state of a data folder that an earlier version left. */
class StateMarkIT {
  @TempDir private Path folder;

  private DevServer start() {
    DevServer server =
        DevServer.start(
            new DevServer.Options(0, 0, 0, Optional.of(folder), Optional.empty(), Map.of()));
    server.awaitReady();
    return server;
  }

  @Test
  void stateThatDoesNotSayItsFormat_isRebuiltFromTheEvents() throws Exception {
    Path mark = folder.resolve("state-format");
    String current = Headwater.STATE_FORMAT + "\n";
    try (DevServer server = start()) {
      assertThat(mark).hasContent(current);
      PatientClient.settle(server.url().toString(), EventsPage.blocks("json").get(0));
    }
    Path before;
    // The folder is named after the id of the graph topic, which a reset creates anew.
    try (var states = Files.list(folder.resolve("state/headwater"))) {
      before = states.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Files.delete(mark);

    try (DevServer server = start()) {
      assertThat(mark).hasContent(current);
      assertThat(before).as("the former state").doesNotExist();
      assertThat(
              PatientClient.complete(
                      server.url() + "/api/v1/assets/dataset%3Alab%3Aquestions%401?wait=true")
                  .toString())
          .contains("\"records\":1200");
    }
  }

  @Test
  void aNewFolder_hasTheFormatOfThisVersion_andALaterOneIsLeftAlone() throws Exception {
    StateMark.of(folder).prepare(null);
    assertThat(folder.resolve("state-format")).hasContent(Headwater.STATE_FORMAT + "\n");

    Files.writeString(folder.resolve("state-format"), "99\n");
    StateMark.of(folder).prepare(null);
    assertThat(folder.resolve("state-format")).hasContent("99\n");
  }
}
