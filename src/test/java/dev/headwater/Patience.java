package dev.headwater;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets Awaitility wait for a minute where a test does not say how long, instead of ten seconds: a
 * busy machine takes longer than that to start a process. JUnit finds it for every test class.
 */
public final class Patience implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
