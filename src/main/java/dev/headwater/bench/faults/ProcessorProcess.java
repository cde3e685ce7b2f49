package dev.headwater.bench.faults;

import dev.headwater.app.Headwater;
import dev.headwater.app.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** The main class of a processor's process: one instance, as the command {@code serve} runs it. */
final class ProcessorProcess {
  private ProcessorProcess() {}

  /** Takes settings as {@code key=value}. */
  public static void main(String[] arguments) {
    ParentWatch.begin();
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      settings.put(argument.substring(0, at), argument.substring(at + 1));
    }
    try {
      Headwater headwater = Headwater.start(Settings.of(settings));
      Runtime.getRuntime().addShutdownHook(new Thread(headwater::close, "headwater-stop"));
      headwater.awaitReady();
      System.out.println("ready " + headwater.url());
      System.err.println("the processor failed: " + headwater.failure().join());
    } catch (RuntimeException failed) {
      System.err.println("the processor failed: " + failed);
    } finally {
      System.exit(1);
    }
  }
}
