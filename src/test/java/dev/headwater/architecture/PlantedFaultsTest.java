package dev.headwater.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that each rule of {@link ArchitectureTest} detects a fault, over packages in which classes
 * break one rule each.
 */
class PlantedFaultsTest {
  private static final Layers LAYERS = new Layers("dev.headwater.architecture.planted");
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(LAYERS.root());

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("stray.NoRow", LAYERS.everyPackageHasARow()),
        arguments("engine.LooksDown", LAYERS.usesOnlyWhatItMay("engine")),
        arguments("model.ReadsFile", LAYERS.pure("model")),
        arguments("engine.LooksDown", LAYERS.pure("engine")),
        arguments("engine.ReadsClock", noClock()),
        arguments("engine.ReadsNanos", noClock()),
        arguments("engine.DrawsNumber", noClock()),
        arguments("engine.DrawsId", noClock()),
        arguments("http.UsesInternals", LAYERS.internalIsPrivate()),
        arguments("http.UsesAvro", LAYERS.confined("avro")),
        arguments("http.UsesBroker", LAYERS.confined("broker")),
        arguments("codec.UsesRegistryClient", LAYERS.confined("registry client")),
        arguments("query.UsesStreams", LAYERS.confined("streams")),
        arguments("query.UsesOracle", LAYERS.usesOnlyWhatItMay("query")),
        arguments("export.AsksItself", LAYERS.usesOnlyWhatItMay("export")),
        arguments("remedy.AsksQuery", LAYERS.usesOnlyWhatItMay("remedy")),
        arguments("stream.UsesWebServer", LAYERS.confined("web server")),
        arguments("query.UsesSearchIndex", LAYERS.confined("search index")),
        arguments("query.UsesCommandLine", LAYERS.confined("command line")),
        arguments("http.UsesGraphLayout", LAYERS.confined("graph layout")),
        arguments("http.UsesCloudEvents", LAYERS.confined("cloud events")),
        arguments("http.UsesJwt", LAYERS.confined("JWT")),
        arguments("http.UsesSvgRenderer", LAYERS.confined("SVG renderer")),
        arguments("cycle.one.There", Layers.noCyclesIn(LAYERS.root())));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aPlantedFault_isCaught(String faulty, ArchRule rule) {
    assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
        .anyMatch(detail -> detail.contains(LAYERS.root() + "." + faulty));
  }

  @Test
  void everyConfinedLibrary_hasAPlantedFault() {
    assertThat(faults().map(fault -> ((ArchRule) fault.get()[1]).getDescription()))
        .containsAll(
            Layers.CONFINED.keySet().stream()
                .map(library -> LAYERS.confined(library).getDescription())
                .toList());
  }

  private static ArchRule noClock() {
    return Determinism.noClockOrRandomnessIn(LAYERS.tree("engine"));
  }
}
