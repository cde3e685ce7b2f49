package dev.headwater.query.walk;

import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.DetailQuestion;
import dev.headwater.query.question.ExposureFilter;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads one asset as of a moment in the past: its own events, and its exposures according to the
 * facts of that moment.
 */
public final class PastAsset {
  private final Reading reading;
  private final Asset asset;
  private final Moment moment;
  private final Instant now;

  /**
   * @param now the time by which waivers are judged
   */
  public PastAsset(Reading reading, Asset asset, Moment moment, Instant now) {
    this.reading = reading;
    this.asset = asset;
    this.moment = moment;
    this.now = now;
  }

  /** Reads the detail; empty if no event that counts has named the asset. */
  public Optional<AssetDetail> detail() {
    if (!new PastNaming(reading, moment).isNamed(asset)) {
      return Optional.empty();
    }
    DetailQuestion.Detail detail =
        reading.ask(new DetailQuestion(reading.partitionOf(asset), asset, moment));
    AssetSummary own = detail.found().orElseGet(() -> PastSummaries.unnamed(asset));
    Upstream upstream = upstream();
    AssetSummary summary =
        PastSummaries.with(own, new PastExposures(upstream, isUsed(upstream), now).counts());
    return Optional.of(detail.of(summary, moment, reading.freshness()));
  }

  /** Reads a page of exposures; empty if no event that counts has named the asset. */
  public Optional<Exposures> exposures(ExposureFilter filter, String cursor, int limit) {
    if (!new PastNaming(reading, moment).isNamed(asset)) {
      return Optional.empty();
    }
    Upstream upstream = upstream();
    return Optional.of(
        new ExposureList(reading).past(upstream, isUsed(upstream), now, filter, cursor, limit));
  }

  private boolean isUsed(Upstream upstream) {
    return upstream.subject().isUnknown() && new PastNaming(reading, moment).isUsed(asset);
  }

  private Upstream upstream() {
    UpstreamReading.Result read = new UpstreamReading(reading, asset, moment).read();
    return read.upstream()
        .orElseThrow(
            () ->
                new UnavailableException(
                    UpstreamReading.sentence(
                        read.failure().orElseThrow(), asset, UpstreamReading.ASSETS)));
  }
}
