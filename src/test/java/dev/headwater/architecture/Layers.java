package dev.headwater.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rules of ArchUnit that say which package may use which, for the packages directly below one
 * root.
 *
 * <p>The root is a parameter, so that {@link PlantedFaultsTest} can show that the same rules catch
 * planted faults.
 */
final class Layers {
  /** The packages of ours that each package may use: the table in ARCHITECTURE.md. */
  static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("avro", Set.of()),
              Map.entry("model", Set.of()),
              Map.entry("log", Set.of()),
              Map.entry("codec", Set.of("model")),
              Map.entry("auth", Set.of("model")),
              Map.entry("sdk", Set.of("model", "codec")),
              Map.entry("representation", Set.of("model")),
              Map.entry("engine", Set.of("representation", "model")),
              Map.entry("oracle", Set.of("model")),
              Map.entry("agreement", Set.of("oracle", "engine", "representation", "model")),
              Map.entry("stream", Set.of("engine", "representation", "codec", "model")),
              Map.entry("query", Set.of("stream", "engine", "representation", "codec", "model")),
              Map.entry("search", Set.of("query", "stream", "representation", "model")),
              Map.entry("openlineage", Set.of("model")),
              Map.entry("bridge", Set.of("openlineage", "stream", "codec", "model")),
              Map.entry("quarantine", Set.of()),
              Map.entry("backup", Set.of("quarantine", "codec", "avro")),
              Map.entry("erasure", Set.of("backup", "bridge", "quarantine", "codec", "model")),
              Map.entry("export", Set.of("representation", "model")),
              Map.entry("importer", Set.of("codec", "model")),
              Map.entry("remedy", Set.of("codec", "model")),
              Map.entry("drawing", Set.of("model")),
              Map.entry("notify", Set.of("auth", "codec", "model")),
              Map.entry(
                  "pages",
                  Set.of("query", "export", "drawing", "representation", "codec", "model")),
              Map.entry(
                  "http",
                  Set.of(
                      "auth",
                      "pages",
                      "quarantine",
                      "query",
                      "openlineage",
                      "export",
                      "remedy",
                      "drawing",
                      "representation",
                      "codec",
                      "model")),
              Map.entry(
                  "app",
                  Set.of(
                      "auth",
                      "backup",
                      "erasure",
                      "http",
                      "quarantine",
                      "query",
                      "openlineage",
                      "bridge",
                      "export",
                      "notify",
                      "search",
                      "stream",
                      "engine",
                      "representation",
                      "codec",
                      "sdk",
                      "log",
                      "model")),
              Map.entry("dev", Set.of("app", "codec", "model")),
              Map.entry("demo", Set.of("sdk", "model")),
              Map.entry(
                  "bench",
                  Set.of(
                      "agreement",
                      "app",
                      "auth",
                      "codec",
                      "dev",
                      "engine",
                      "model",
                      "oracle",
                      "query",
                      "sdk",
                      "stream")),
              Map.entry(
                  "cli",
                  Set.of(
                      "app",
                      "auth",
                      "backup",
                      "dev",
                      "bench",
                      "demo",
                      "erasure",
                      "http",
                      "query",
                      "openlineage",
                      "export",
                      "importer",
                      "stream",
                      "engine",
                      "codec",
                      "sdk",
                      "log",
                      "model"))));

  /**
   * The libraries that only some packages may use: package prefixes, and the packages that may use
   * them.
   */
  static final Map<String, Confined> CONFINED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "avro",
                  new Confined(List.of("org.apache.avro"), Set.of("codec", "avro", "backup"))),
              Map.entry(
                  "registry client",
                  new Confined(
                      List.of("org.apache.flink", "io.confluent", "com.google.common"),
                      Set.of("codec.registry"))),
              Map.entry(
                  "streams",
                  new Confined(
                      List.of("org.apache.kafka.streams", "org.rocksdb"),
                      Set.of("stream", "bridge", "query.stored", "app", "bench"))),
              Map.entry(
                  "broker",
                  new Confined(
                      List.of(
                          "kafka",
                          "scala",
                          "org.apache.kafka.server",
                          "org.apache.kafka.metadata",
                          "org.apache.kafka.raft"),
                      Set.of("dev"))),
              Map.entry(
                  "web server",
                  new Confined(
                      List.of("io.javalin", "org.eclipse.jetty", "jakarta.servlet"),
                      Set.of("http", "dev"))),
              Map.entry(
                  "search index", new Confined(List.of("org.apache.lucene"), Set.of("search"))),
              Map.entry("cloud events", new Confined(List.of("io.cloudevents"), Set.of("notify"))),
              Map.entry("JWT", new Confined(List.of("com.nimbusds"), Set.of("auth"))),
              Map.entry("command line", new Confined(List.of("picocli"), Set.of("cli"))),
              Map.entry(
                  "graph layout",
                  new Confined(
                      List.of("org.eclipse.elk", "org.eclipse.emf", "org.eclipse.xtext"),
                      Set.of("drawing"))),
              Map.entry(
                  "SVG renderer", new Confined(List.of("com.github.weisj"), Set.of("drawing")))));

  /** Packages that use only the JDK and their packages in {@link #MAY_USE}, and that do no I/O. */
  static final List<String> PURE = List.of("model", "representation", "engine");

  record Confined(List<String> libraries, Set<String> to) {}

  private final String root;

  Layers(String root) {
    this.root = root;
  }

  /** Every class is in a package of the table, except the package-info of the root. */
  ArchRule everyPackageHasARow() {
    return classes()
        .that(haveNameOtherThan(root + ".package-info"))
        .should()
        .resideInAnyPackage(MAY_USE.keySet().stream().map(this::tree).toArray(String[]::new))
        .because("a package without a row in Layers is held to nothing")
        .allowEmptyShould(true);
  }

  ArchRule usesOnlyWhatItMay(String name) {
    String[] others =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
            .map(this::tree)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(tree(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because(name + " may use " + MAY_USE.get(name))
        .allowEmptyShould(true);
  }

  ArchRule confined(String library) {
    Confined confined = CONFINED.get(library);
    String[] allowed = confined.to().stream().map(this::tree).toArray(String[]::new);
    String[] packages = confined.libraries().stream().map(p -> p + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .because("only " + confined.to() + " may see the " + library)
        .allowEmptyShould(true);
  }

  ArchRule pure(String name) {
    String[] allowed =
        Stream.concat(
                Stream.of(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "java.text..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.security",
                    tree(name)),
                MAY_USE.get(name).stream().map(this::tree))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(tree(name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(isArrayOfPrimitives()))
        .because(name + " is values and decisions: no library, no I/O")
        .allowEmptyShould(true);
  }

  /**
   * Only the parent package of a package named {@code internal}, and packages below it, may use it.
   */
  ArchRule internalIsPrivate() {
    return classes().should(new KeepsOutOfInternals(root)).allowEmptyShould(true);
  }

  static ArchRule noCyclesIn(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  String root() {
    return root;
  }

  String tree(String name) {
    return root + "." + name + "..";
  }

  private static DescribedPredicate<JavaClass> haveNameOtherThan(String name) {
    return DescribedPredicate.describe(
        "are not " + name, javaClass -> !javaClass.getName().equals(name));
  }

  private static DescribedPredicate<JavaClass> isArrayOfPrimitives() {
    return DescribedPredicate.describe(
        "primitives", javaClass -> javaClass.getBaseComponentType().isPrimitive());
  }

  private static final class KeepsOutOfInternals extends ArchCondition<JavaClass> {
    private static final String INTERNAL = ".internal";

    private final String root;

    KeepsOutOfInternals(String root) {
      super("keep out of the internal packages of others");
      this.root = root + ".";
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
      for (Dependency use : origin.getDirectDependenciesFromSelf()) {
        String target = use.getTargetClass().getBaseComponentType().getPackageName();
        int at = (target + ".").indexOf(INTERNAL + ".");
        if (at < 0 || !target.startsWith(root)) {
          continue;
        }
        String owner = target.substring(0, at);
        boolean own = (origin.getPackageName() + ".").startsWith(owner + ".");
        if (!own) {
          events.add(SimpleConditionEvent.violated(origin, use.getDescription()));
        }
      }
    }
  }
}
