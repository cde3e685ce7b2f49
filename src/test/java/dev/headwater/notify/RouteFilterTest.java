package dev.headwater.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which alerts a route takes. */
class RouteFilterTest {
  @ParameterizedTest
  @CsvSource({
    "lab,lab,true",
    "lab,lab2,false",
    "lab*,lab2,true",
    "lab*,lab,true",
    "*lab,my-lab,true",
    "*lab,my-labs,false",
    "a*a,a,false",
    "a*a,aa,true",
    "a*b*c,a-b-c,true",
    "a*b*c,a-c-b,false",
    "a*bc*c,abc,false",
    "**,x,true",
    "*,'',true",
    "s3://lake*,s3://lake/x,true",
  })
  void matches_takesAStarForAnyText(String pattern, String text, boolean expected) {
    assertThat(RouteFilter.matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  void concerns_wantsTheRuleAndAtLeastTheSeverity() {
    RouteFilter filter =
        new RouteFilter(
            Set.of(RuleName.UNDOCUMENTED_SYNTHETIC), Severity.WARNING, List.of(), Set.of());
    assertThat(filter.concerns(Alerts.open("a", Severity.WARNING))).isTrue();
    assertThat(filter.concerns(Alerts.open("a", Severity.CRITICAL))).isTrue();
    assertThat(filter.concerns(Alerts.open("a", Severity.INFO))).isFalse();
    RouteFilter other =
        new RouteFilter(Set.of(RuleName.UNKNOWN_ORIGIN), Severity.INFO, List.of(), Set.of());
    assertThat(other.concerns(Alerts.open("a"))).isFalse();
    RouteFilter elsewhere =
        new RouteFilter(Set.of(), Severity.INFO, List.of("elsewhere*"), Set.of());
    assertThat(elsewhere.concerns(Alerts.open("a"))).isFalse();
  }

  @Test
  void acceptsOwners_takesWhatCannotBeKnown() {
    RouteFilter filter = new RouteFilter(Set.of(), Severity.INFO, List.of(), Set.of("a", "b"));
    assertThat(filter.acceptsOwners(Optional.empty())).isTrue();
    assertThat(filter.acceptsOwners(Optional.of(new TreeSet<>(Set.of("b", "c"))))).isTrue();
    assertThat(filter.acceptsOwners(Optional.of(new TreeSet<>(Set.of("c"))))).isFalse();
    assertThat(filter.acceptsOwners(Optional.of(new TreeSet<>()))).isFalse();
  }
}
