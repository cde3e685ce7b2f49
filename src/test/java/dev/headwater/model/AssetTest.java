package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.Seeds;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that an asset and its URN determine each other, and that only the canonical spelling of a
 * URN is accepted. Uses examples and random assets.
 */
class AssetTest {
  @Test
  void urn_encodesWhatTheContractNames() {
    Asset asset = Asset.of(AssetKind.DATASET, "s3://lake", "corpora/udhr", "2026-11");

    assertThat(asset.urn()).isEqualTo("dataset:s3%3A//lake:corpora/udhr@2026-11");
    assertThat(asset.key()).isEqualTo("dataset:s3%3A//lake:corpora/udhr");
    assertThat(Asset.of(AssetKind.MODEL, "a%b", "c@d#e f\u0000\u001f\u007f\u0080\u009f").urn())
        .isEqualTo("model:a%25b:c%40d%23e%20f%00%1F%7F%C2%80%C2%9F");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u00a0b", "e\u0301", "é", "😀", "\u2028", "\u3000", "a/b.c_d~!$&'()*+,;="})
  void urn_leavesAllElseAsItIs(String name) {
    assertThat(Asset.of(AssetKind.DATASET, "n", name).urn()).isEqualTo("dataset:n:" + name);
  }

  @Test
  void normalForms_areDifferentAssets() {
    assertThat(Asset.parse("dataset:n:é")).isNotEqualTo(Asset.parse("dataset:n:e\u0301"));
  }

  @Test
  void version_makesAnotherAssetOfTheSameKey() {
    Asset unversioned = Asset.parse("dataset:n:a");
    Asset versioned = Asset.parse("dataset:n:a@1");

    assertThat(versioned).isNotEqualTo(unversioned);
    assertThat(versioned.key()).isEqualTo(unversioned.key());
    assertThat(versioned.version()).contains("1");
    assertThat(unversioned.version()).isEmpty();
  }

  @Test
  void parse_givesBackEveryAsset() {
    Seeds.forEach(1_000, RandomParts::asset, AssetTest::assertParsedFromItsUrn);
  }

  private static void assertParsedFromItsUrn(Asset asset) {
    Asset parsed = Asset.parse(asset.urn());

    assertThat(parsed).isEqualTo(asset);
    assertThat(parsed.kind()).isEqualTo(asset.kind());
    assertThat(parsed.namespace()).isEqualTo(asset.namespace());
    assertThat(parsed.name()).isEqualTo(asset.name());
    assertThat(parsed.version()).isEqualTo(asset.version());
    assertThat(parsed.key()).isEqualTo(asset.key());
  }

  @Test
  void parse_namesTheCanonicalSpellingOfAnyEscapedOne() {
    Seeds.forEach(1_000, RandomParts::asset, AssetTest::assertEscapedSpellingIsRefused);
  }

  private static void assertEscapedSpellingIsRefused(Asset asset) {
    StringBuilder escaped =
        new StringBuilder(asset.kind() == AssetKind.MODEL ? "model" : "dataset");
    escaped.append(':').append(escape(asset.namespace())).append(':').append(escape(asset.name()));
    asset.version().ifPresent(version -> escaped.append('@').append(escape(version)));

    if (!escaped.toString().equals(asset.urn())) {
      assertThatThrownBy(() -> Asset.parse(escaped.toString()))
          .isInstanceOf(InvalidException.class)
          .hasMessageEndingWith(" is not the canonical spelling, which is " + asset.urn());
    }
  }

  private static String escape(String component) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : component.getBytes(StandardCharsets.UTF_8)) {
      escaped.append(String.format("%%%02x", b));
    }
    return escaped.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dataset:s3%3a//lake:a        | dataset:s3%3A//lake:a",
        "dataset:n:%61                | dataset:n:a",
        "dataset:n:a%2Fb              | dataset:n:a/b",
        "dataset:n:%C3%A9             | dataset:n:é",
        "DATASET:n:a                  | dataset:n:a",
        "Model:n:a@1                  | model:n:a@1",
        "dataset:my lake:a            | dataset:my%20lake:a",
        "dataset:n:100%               | dataset:n:100%25",
        "dataset:n:50%of              | dataset:n:50%25of",
        "dataset:n:a#2                | dataset:n:a%232",
        "dataset:s3://lake:a@1        | dataset:s3%3A//lake:a@1",
        "dataset:n:a@2026-01-01T10:00 | dataset:n:a@2026-01-01T10%3A00",
        "dataset:n:a@b@c              | dataset:n:a%40b@c",
        "dataset:git@host:repo        | dataset:git%40host:repo"
      })
  void parse_ofAnotherSpelling_namesTheCanonicalOne(String other, String canonical) {
    assertThatThrownBy(() -> Asset.parse(other))
        .isInstanceOf(InvalidException.class)
        .hasMessageEndingWith("is not the canonical spelling, which is " + canonical);
    assertThat(Asset.parse(canonical).urn()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | is empty",
        "a                 | must begin with dataset: or model:",
        "table:n:a         | must begin with dataset: or model:",
        "dataset           | must begin with dataset: or model:",
        "dataset:a         | has no name",
        "dataset::a        | has an empty namespace",
        "dataset:n:        | has an empty name",
        "dataset:n:@1      | has an empty name",
        "dataset:n:a@      | has an empty version; without one it is dataset:n:a",
        "dataset:n:%C3     | has escapes that are not UTF-8: %C3",
        "dataset:n:%C0%AF  | has escapes that are not UTF-8: %C0%AF",
        "dataset:n:%ED%A0%80 | has escapes that are not UTF-8",
        "dataset:n:%FF%41  | has escapes that are not UTF-8"
      })
  void parse_ofNoUrn_saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> Asset.parse(text))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void components_areLimitedInCodePoints() {
    String longest = "😀".repeat(512);

    assertThat(Asset.of(AssetKind.DATASET, longest, longest, longest).urn())
        .isEqualTo("dataset:" + longest + ":" + longest + "@" + longest);
    assertThatThrownBy(() -> Asset.of(AssetKind.DATASET, "n", longest + "a"))
        .hasMessage("name: is 513 code points, the limit is 512");
    assertThatThrownBy(() -> Asset.parse("dataset:n:a@" + "v".repeat(513)))
        .hasMessageContaining("the version is 513 code points, the limit is 512");
    assertThat(Asset.parse("dataset:n:" + "%3A".repeat(512)).name()).hasSize(512);
  }

  @Test
  void loneSurrogate_isRefused() {
    assertThatThrownBy(() -> Asset.parse("dataset:n:a\ud800b"))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("lone surrogate (U+D800)");
    assertThatThrownBy(() -> Asset.of(AssetKind.MODEL, "\udc00", "a"))
        .hasMessageStartingWith("namespace: has a lone surrogate");
  }

  @Test
  void messages_areOneLine() {
    assertThatThrownBy(() -> Asset.parse("dataset:n\nm"))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
