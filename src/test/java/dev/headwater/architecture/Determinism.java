package dev.headwater.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/**
 * The rule of ArchUnit that packages use no clock and no randomness, so that results depend only on
 * arguments.
 */
final class Determinism {
  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime", "identityHashCode"),
          "java.lang.Math", Set.of("random"),
          "java.lang.StrictMath", Set.of("random"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.util.Collections", Set.of("shuffle"));

  private static final Set<String> TYPES =
      Set.of(
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  private Determinism() {}

  static ArchRule noClockOrRandomnessIn(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .accessTargetWhere(readsClockOrRandomness())
        .orShould()
        .dependOnClassesThat(areClocksOrRandomness())
        .because("the same events must give the same state, whoever computes it and when")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrRandomness() {
    return DescribedPredicate.describe(
        "it reads a clock or draws a random number",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getTarget().getName();
          boolean now = owner.startsWith("java.time.") && name.equals("now");
          return now || CALLS.getOrDefault(owner, Set.of()).contains(name);
        });
  }

  private static DescribedPredicate<JavaClass> areClocksOrRandomness() {
    return DescribedPredicate.describe(
        "are clocks or sources of randomness", type -> TYPES.contains(type.getName()));
  }
}
