package dev.headwater.demo;

import java.util.List;

/** The JDK's names, collected once for all tests. */
final class Names {

  static final List<Sample> ALL = LocaleNames.collect();

  private Names() {}
}
