package dev.headwater.cli;

/**
 * The entry point of the executable. It is compiled for Java 8, so that an older Java prints in one
 * line what is missing. Loading {@code Main} directly would end in an UnsupportedClassVersionError.
 */
public final class Launcher {

  private static final int NEEDED = 17;

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    String problem =
        problem(System.getProperty("java.specification.version"), System.getProperty("java.home"));
    if (!problem.isEmpty()) {
      System.err.println(problem);
      System.exit(2);
    }
    Class.forName("dev.headwater.cli.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  /** Returns what is wrong with this Java, in one line; an empty string if nothing is. */
  static String problem(String version, String home) {
    int feature = feature(version);
    return feature >= NEEDED
        ? ""
        : "headwater: Java "
            + NEEDED
            + " or newer is needed, and "
            + home
            + " is Java "
            + feature
            + "; install a newer one, or start this with its path";
  }

  /** Returns the feature number of a version: 8 for "1.8", 11 for "11". */
  private static int feature(String version) {
    String[] parts = version.split("\\.");
    return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
  }
}
