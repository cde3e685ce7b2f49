package dev.headwater.export.standard.card;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The license identifiers of the Hugging Face Hub that are SPDX identifiers in lower case. The Hub
 * refuses any other text in {@code license}. Identifiers of license families, such as {@code cc},
 * and of licenses that SPDX names differently are not here, because no event states them.
 */
final class HuggingFaceLicenses {
  /** The identifier for a license that the Hub does not know. */
  static final String OTHER = "other";

  private static final Set<String> KNOWN =
      Set.of(
          "afl-3.0",
          "agpl-3.0",
          "apache-2.0",
          "artistic-2.0",
          "bsd-2-clause",
          "bsd-3-clause",
          "bsd-3-clause-clear",
          "bsl-1.0",
          "cc-by-2.0",
          "cc-by-2.5",
          "cc-by-3.0",
          "cc-by-4.0",
          "cc-by-nc-2.0",
          "cc-by-nc-3.0",
          "cc-by-nc-4.0",
          "cc-by-nc-nd-3.0",
          "cc-by-nc-nd-4.0",
          "cc-by-nc-sa-2.0",
          "cc-by-nc-sa-3.0",
          "cc-by-nc-sa-4.0",
          "cc-by-nd-4.0",
          "cc-by-sa-3.0",
          "cc-by-sa-4.0",
          "cc0-1.0",
          "cdla-permissive-1.0",
          "cdla-permissive-2.0",
          "cdla-sharing-1.0",
          "ecl-2.0",
          "epl-1.0",
          "epl-2.0",
          "etalab-2.0",
          "eupl-1.1",
          "eupl-1.2",
          "gpl-2.0",
          "gpl-3.0",
          "isc",
          "lgpl-2.1",
          "lgpl-3.0",
          "lppl-1.3c",
          "mit",
          "mpl-2.0",
          "ms-pl",
          "ncsa",
          "ofl-1.1",
          "osl-3.0",
          "postgresql",
          "unlicense",
          "wtfpl",
          "zlib");

  private HuggingFaceLicenses() {}

  /** The identifier of the Hub for a license; empty if the Hub has none. */
  static Optional<String> of(String license) {
    return Optional.of(license.strip().toLowerCase(Locale.ROOT)).filter(KNOWN::contains);
  }
}
