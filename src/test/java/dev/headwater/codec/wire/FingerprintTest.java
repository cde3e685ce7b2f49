package dev.headwater.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.EventJson;
import dev.headwater.model.LineageEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pins fingerprints. If one changes, an event that was accepted before counts as another event when
 * it is sent again. So new symbols of enums in events come after all others.
 */
class FingerprintTest {
  private static LineageEvent waiver(String rule) {
    return EventJson.read(
        """
        {"eventId":"00000000-0000-4000-8000-000000000006","eventTime":"2026-11-23T10:00:00Z",
         "type":"DOCUMENT","producer":"p","job":{"namespace":"n","name":"j"},"run":"r",
         "document":{"target":"dataset:lab:d@1","waive":{"rule":"%s","approver":"a",
         "rationale":"r","until":"2027-01-01T00:00:00Z"}}}
        """
            .formatted(rule));
  }

  @ParameterizedTest
  @CsvSource({
    "UNDOCUMENTED_SYNTHETIC, -3823594331353406687",
    "TRAINED_ON_UNDOCUMENTED_SYNTHETIC, 824692956724451119",
    "UNKNOWN_ORIGIN, -6481569527265947483",
    "TRAINED_ON_UNKNOWN_ORIGIN, -7294248986618172973"
  })
  void ofAWaiver_staysAsItWas(String rule, long fingerprint) {
    byte[] encoded = new EventEncoder(new Schemas(), "headwater.events").encode(waiver(rule));

    assertThat(Fingerprint.of(encoded)).isEqualTo(fingerprint);
  }
}
