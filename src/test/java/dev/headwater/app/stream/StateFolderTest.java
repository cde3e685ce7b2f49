package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.settings.Settings;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path folder;

  private Settings settings() {
    return Settings.of(
        Map.of(
            "bootstrap.servers",
            "k:1",
            "registry.url",
            "http://r",
            "state.dir",
            folder.toString()));
  }

  private Path state(Uuid topic) throws Exception {
    Path state = StateFolder.parent(settings()).resolve(topic.toString());
    Files.createDirectories(state.resolve("headwater"));
    Files.createFile(state.resolve("headwater").resolve(".lock"));
    Files.writeString(state.resolve("headwater").resolve("rows"), "an erased prompt");
    return state;
  }

  @Test
  void stateOfFormerGraphTopic_isDeleted_andOtherFoldersStay() throws Exception {
    Path former = state(Uuid.randomUuid());
    Path foreign = Files.createDirectories(StateFolder.parent(settings()).resolve("notes"));
    Uuid graph = Uuid.randomUuid();
    Path current = state(graph);

    Path created = StateFolder.create(settings(), graph);

    assertThat(created).isEqualTo(current);
    assertThat(current.resolve("headwater").resolve("rows")).exists();
    assertThat(former).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void stateThatAProcessUses_stays() throws Exception {
    Path used = state(Uuid.randomUuid());
    try (FileChannel channel =
            FileChannel.open(used.resolve("headwater").resolve(".lock"), StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();

      StateFolder.create(settings(), Uuid.randomUuid());

      assertThat(used.resolve("headwater").resolve("rows")).exists();
    }
  }
}
