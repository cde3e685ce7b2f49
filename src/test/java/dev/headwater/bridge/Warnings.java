package dev.headwater.bridge;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps warnings as they would be printed. */
final class Warnings {
  private final List<String> warnings = new ArrayList<>();

  Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("warn")) {
                Object[] values = Arrays.copyOfRange(arguments, 1, arguments.length);
                warnings.add(
                    MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
              }
              return null;
            });
  }

  List<String> all() {
    return List.copyOf(warnings);
  }
}
