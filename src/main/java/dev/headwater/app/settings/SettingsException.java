package dev.headwater.app.settings;

/**
 * A setting is wrong. The message names the file and line, or the variable, and says what is right.
 */
public final class SettingsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
