package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.query.answer.AssetPage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssetSearchTest {
  private static final List<String> WORDS = List.of("part", "Part-", "de", "part/", "data_", "x");

  @Test
  void pagesOverAllPartitions_areInTheOrderOfThePlaces() {
    Seeds.forEach(
        5,
        random -> {
          try (FakeService service = new FakeService(5)) {
            List<Place> expected = new ArrayList<>();
            AssetFilter filter = AssetFilter.named("part");
            for (int i = 0; i < 200; i++) {
              Asset asset = Asset.of(AssetKind.DATASET, text(random), text(random) + text(random));
              service.graph.assets(asset);
              filter.rank(asset).ifPresent(rank -> expected.add(new Place(rank, asset.urn())));
            }
            int limit = 1 + random.nextInt(60);
            List<Place> found = new ArrayList<>();
            String at = "";
            do {
              AssetPage page = service.queries.assets(filter, at, limit, Promptness.AT_ONCE);
              assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
              page.rows().forEach(row -> found.add(row.place()));
              at = page.next();
            } while (!at.isEmpty());
            assertThat(found).isEqualTo(expected.stream().sorted().distinct().toList());
            assertThat(found).extracting(Place::rank).contains(1, 2, 3);
          }
        });
  }

  private static String text(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())) + WORDS.get(random.nextInt(WORDS.size()));
  }
}
