package dev.headwater.app.settings;

/** The version of this product. */
public final class Version {

  private Version() {}

  /** The version in the executable's manifest; "development" when run from classes. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
