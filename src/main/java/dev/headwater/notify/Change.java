package dev.headwater.notify;

import java.util.Locale;

/** What became of an alert, as a receiver sees it. */
enum Change {
  OPENED,
  CHANGED,
  RESOLVED;

  /** The name in messages. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
