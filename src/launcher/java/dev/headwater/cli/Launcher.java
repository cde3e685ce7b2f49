package dev.headwater.cli;

/**
 * The entry of the executable. Compiled for Java 8, so that an older Java says what it lacks in one
 * line, where loading {@code Main} would end in an UnsupportedClassVersionError.
 */
public final class Launcher {

  private static final int NEEDED = 17;

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    int version = feature(System.getProperty("java.specification.version"));
    if (version < NEEDED) {
      System.err.println(
          "headwater: Java "
              + NEEDED
              + " or newer is needed, and "
              + System.getProperty("java.home")
              + " is Java "
              + version
              + "; install a newer one, or start this with its path");
      System.exit(2);
    }
    Class.forName("dev.headwater.cli.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  /** 8 for "1.8", 11 for "11". */
  private static int feature(String version) {
    String[] parts = version.split("\\.");
    return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
  }
}
