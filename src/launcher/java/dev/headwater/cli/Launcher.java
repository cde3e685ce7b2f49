package dev.headwater.cli;

/**
 * The entry of the executable. Compiled for Java 8, so that an older Java says what it lacks in one
 * line, where loading {@code Main} would end in an UnsupportedClassVersionError.
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

  /** What is wrong with this Java, in one line; "" for nothing. */
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

  /** 8 for "1.8", 11 for "11". */
  private static int feature(String version) {
    String[] parts = version.split("\\.");
    return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
  }
}
