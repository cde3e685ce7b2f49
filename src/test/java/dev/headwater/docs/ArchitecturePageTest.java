package dev.headwater.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Shows that the classes and packages that ARCHITECTURE.md names exist, that it names every
 * package, and that its glossary is short.
 */
class ArchitecturePageTest {
  private static final Path MAIN = Path.of("src/main/java/dev/headwater");
  private static final int MOST_TERMS = 40;
  private static final String PAGE = EventsPage.read(Path.of("src/docs/ARCHITECTURE.md"));

  @Test
  void classes_arePartOfTheCode() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(MAIN)) {
      classes =
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(".java"))
              .map(file -> file.substring(MAIN.toString().length() + 1, file.length() - 5))
              .map(file -> file.replace('/', '.'))
              .collect(Collectors.toSet());
    }
    Set<String> unknown = new TreeSet<>();
    Pattern name =
        Pattern.compile("`((?:[a-z]+\\.)*)([A-Z][a-z]+(?:[A-Z][a-z]*)*)(?:\\.[a-z]\\w*)?`");
    name.matcher(PAGE)
        .results()
        .filter(
            found ->
                classes.stream()
                    .noneMatch(
                        one ->
                            one.equals(found.group(1) + found.group(2))
                                || found.group(1).isEmpty() && one.endsWith("." + found.group(2))))
        .forEach(found -> unknown.add(found.group()));
    assertThat(unknown).isEmpty();
  }

  @Test
  void packages_areAllNamed_andNoOthers() throws IOException {
    Set<String> named = new TreeSet<>();
    PAGE.lines()
        .filter(line -> line.matches("\\| `[a-z]+`.*\\|.*\\|.*\\|"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .forEach(
            cell ->
                Pattern.compile("`([a-z]+)`")
                    .matcher(cell)
                    .results()
                    .forEach(found -> named.add(found.group(1))));
    try (Stream<Path> folders = Files.list(MAIN)) {
      assertThat(named)
          .containsExactlyInAnyOrderElementsOf(
              folders
                  .filter(Files::isDirectory)
                  .map(folder -> folder.getFileName().toString())
                  .toList());
    }
  }

  @Test
  void glossary_isShort() {
    String glossary = PAGE.substring(PAGE.indexOf("## Glossary"));
    assertThat(glossary.lines().filter(line -> line.matches("\\| [a-z].*")).count() - 1)
        .as("terms")
        .isBetween(20L, (long) MOST_TERMS);
  }
}
