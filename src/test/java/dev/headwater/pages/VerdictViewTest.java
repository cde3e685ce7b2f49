package dev.headwater.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictViewTest {
  private static final Asset MADE = Asset.parse("dataset:lab:made@1");

  /** An event that is sent again changes nothing. So the advice is a new event and a retraction. */
  @Test
  void inputsThatAreNotAllNamed_areMendedByANewEventAndARetraction() {
    GateRuling.Reason reason =
        new GateRuling.Reason(
            Finding.INCOMPLETE_INPUTS, MADE, List.of(MADE), "It does not name all inputs.");
    VerdictView view =
        VerdictView.alone(MADE, new GateRuling(Verdict.INDETERMINATE, List.of(reason)));

    assertThat(view.why()).isEqualTo("It does not name all inputs.");
    assertThat(view.next())
        .isEqualTo(
            "Send a new event that names all inputs of dataset:lab:made@1, and retract the one"
                + " that does not.");
  }
}
