package dev.headwater.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Documentation;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Synthetic;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Overview;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that the overview says of a model that nothing is open only where that is so. */
class OverviewViewTest {
  private static Mark standing(int openAlerts, ExposureCounts exposures) {
    AssetState state =
        new AssetState(
            Synthetic.INHERITED, Documentation.NOT_APPLICABLE, List.of(), openAlerts, true);
    return OverviewView.standing(new Overview.Standing(state, exposures));
  }

  @Test
  void anOpenAlert_withoutAnyOpenOrigin_isShown() {
    assertThat(standing(1, new ExposureCounts(2, 0, 0, 0)))
        .isEqualTo(new Mark("warn", "1 open alert"));
  }

  @Test
  void nothingOpen_isSaidOnlyWhereNothingIs() {
    assertThat(standing(0, new ExposureCounts(2, 0, 0, 0)).words()).isEqualTo("nothing open");
    assertThat(standing(0, new ExposureCounts(2, 1, 0, 0)).tone()).isEqualTo("bad");
    assertThat(standing(0, new ExposureCounts(0, 0, 1, 0)).tone()).isEqualTo("warn");
    assertThat(standing(0, new ExposureCounts(0, 0, 0, 1)).tone()).isEqualTo("warn");
  }
}
