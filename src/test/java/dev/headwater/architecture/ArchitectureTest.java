package dev.headwater.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that our packages follow the rules of {@link Layers}. {@link PlantedFaultsTest} shows what
 * each rule catches.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.headwater";
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "headwater");
  private static final Layers LAYERS = new Layers(ROOT);

  static final Set<String> PACKAGES = Layers.MAY_USE.keySet();
  static final Set<String> LIBRARIES = Layers.CONFINED.keySet();
  static final List<String> PURE = Layers.PURE;

  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  @Test
  void everyPackage_hasARow() {
    LAYERS.everyPackageHasARow().check(ours);
  }

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void everyPackage_usesOnlyWhatItMay(String name) {
    LAYERS.usesOnlyWhatItMay(name).check(ours);
  }

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void aConfinedLibrary_isSeenOnlyWhereItBelongs(String library) {
    LAYERS.confined(library).check(ours);
  }

  @ParameterizedTest
  @FieldSource("PURE")
  void aPurePackage_usesTheJdkOnlyAndNoInputOrOutput(String name) {
    LAYERS.pure(name).check(ours);
    Determinism.noClockOrRandomnessIn(LAYERS.tree(name)).check(ours);
  }

  /**
   * These packages use libraries, to read or write JSON or to draw, so they are not pure. They must
   * be deterministic all the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"openlineage", "export", "remedy", "drawing"})
  void aFunctionOfItsInput_usesNoClockAndNoRandomness(String name) {
    Determinism.noClockOrRandomnessIn(LAYERS.tree(name)).check(ours);
  }

  @Test
  void internalPackages_arePrivate() {
    LAYERS.internalIsPrivate().check(ours);
  }

  @Test
  void packages_haveNoCycles() {
    Layers.noCyclesIn(ROOT).check(ours);
  }

  /** A rule about a package that was not read would pass because it has no classes. */
  @Test
  void everySourceFolder_wasRead() throws IOException {
    try (Stream<Path> folders = Files.list(SOURCES)) {
      assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .isNotEmpty()
          .allSatisfy(
              name ->
                  assertThat(ours.stream().map(type -> type.getPackageName() + "."))
                      .anyMatch(type -> type.startsWith(ROOT + "." + name + ".")));
    }
  }
}
