package dev.headwater.app.metrics;

import java.util.Locale;

/** Values of labels that are words and not constants of the API. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
