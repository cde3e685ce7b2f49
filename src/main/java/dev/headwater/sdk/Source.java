package dev.headwater.sdk;

import dev.headwater.model.Answer;
import dev.headwater.model.Ingest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where data comes from, and on what terms. Everything is optional. Not safe for use by several
 * threads.
 *
 * <pre>{@code
 * Source.at("https://cldr.unicode.org")
 *     .collected("read through java.util.Locale", "2026", "2026")
 *     .license("Unicode-3.0")
 *     .personalData(Answer.NO)
 *     .containsSynthetic(Answer.NO)
 * }</pre>
 */
public final class Source {

  private final String uri;
  private final List<String> types = new ArrayList<>();
  private final List<String> languages = new ArrayList<>();
  private final List<String> regions = new ArrayList<>();
  private String method = "";
  private String from = "";
  private String to = "";
  private String declaredLicense = "";
  private String concludedLicense = "";
  private Answer personalData = Answer.UNKNOWN;
  private Answer containsSynthetic = Answer.UNKNOWN;
  private String consent = "";
  private String intendedUse = "";
  private String rationale = "";

  private Source(String uri) {
    this.uri = uri;
  }

  public static Source at(String uri) {
    return new Source(uri);
  }

  /** How the data was collected, and the period of the collection, as far as it is known. */
  public Source collected(String how, String begin, String end) {
    method = how;
    from = begin;
    to = end;
    return this;
  }

  /** Such as {@code web crawl}, {@code survey}, {@code reference data}. */
  public Source type(String collectionType) {
    types.add(collectionType);
    return this;
  }

  /** BCP-47. */
  public Source languages(Collection<String> tags) {
    languages.addAll(tags);
    return this;
  }

  /** ISO 3166 or M49. */
  public Source regions(Collection<String> codes) {
    regions.addAll(codes);
    return this;
  }

  /** The license that the source declares, as an SPDX identifier if there is one. */
  public Source license(String declared) {
    declaredLicense = declared;
    return this;
  }

  /** The license that a review found to apply, if there was one. */
  public Source concludedLicense(String concluded) {
    concludedLicense = concluded;
    return this;
  }

  public Source personalData(Answer answer) {
    personalData = answer;
    return this;
  }

  /** {@link Answer#YES} makes the ingested data synthetic data, which needs documentation. */
  public Source containsSynthetic(Answer answer) {
    containsSynthetic = answer;
    return this;
  }

  public Source consent(String text) {
    consent = text;
    return this;
  }

  public Source intendedUse(String text) {
    intendedUse = text;
    return this;
  }

  public Source rationale(String text) {
    rationale = text;
    return this;
  }

  Ingest build() {
    return new Ingest(
        uri,
        method,
        types,
        from,
        to,
        languages,
        regions,
        declaredLicense,
        concludedLicense,
        personalData,
        containsSynthetic,
        consent,
        intendedUse,
        rationale);
  }
}
