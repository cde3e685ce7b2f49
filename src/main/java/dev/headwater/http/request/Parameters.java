package dev.headwater.http.request;

import dev.headwater.codec.json.Rfc3339;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.pages.Links;
import dev.headwater.query.answer.Promptness;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The query parameters of a request. An unknown or wrong parameter causes an error that names it: a
 * misspelt limit must not silently give an answer without a limit.
 */
public final class Parameters {
  /** Only events with an eventTime up to this moment count. */
  public static final String AS_OF = "asOf";

  /** Only records that had arrived by this moment count. */
  public static final String KNOWN_AT = "knownAt";

  private static final int LONGEST = 8_192;

  private final Map<String, String> values = new LinkedHashMap<>();

  private Parameters() {}

  /**
   * @param allowed all parameters that the call has
   */
  public static Parameters of(Context ctx, String... allowed) {
    Parameters parameters = new Parameters();
    String query = ctx.req().getQueryString();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    List<String> names = Arrays.asList(allowed);
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        parameters.add(pair, names);
      }
    }
    return parameters;
  }

  /** As {@link #of}, for a form on a page: a browser sends a field that is left empty, too. */
  public static Parameters ofForm(Context ctx, String... allowed) {
    Parameters parameters = of(ctx, allowed);
    parameters.values.values().removeIf(String::isBlank);
    parameters.values.replaceAll((name, value) -> value.strip());
    return parameters;
  }

  private void add(String pair, List<String> allowed) {
    int equals = pair.indexOf('=');
    String name = decode("query", equals < 0 ? pair : pair.substring(0, equals));
    String value = decode(name, equals < 0 ? "" : pair.substring(equals + 1));
    if (!allowed.contains(name)) {
      throw Problem.parameter(
          name,
          allowed.isEmpty()
              ? "this call has no parameters"
              : "there is no such parameter; this call has " + String.join(", ", allowed));
    }
    if (value.length() > LONGEST) {
      throw Problem.parameter(name, "is longer than " + LONGEST + " characters");
    }
    if (values.putIfAbsent(name, value) != null) {
      throw Problem.parameter(name, "is given more than once");
    }
  }

  private static String decode(String name, String raw) {
    try {
      return PercentEncoding.decodeQuery(raw);
    } catch (IllegalArgumentException malformed) {
      throw Problem.parameter(name, malformed.getMessage());
    }
  }

  /** The text; "" if the parameter is absent. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** The value of a parameter that is true or false; false if it is absent. */
  public boolean flag(String name) {
    return choice(name, List.of(false, true), flag -> Boolean.toString(flag)).orElse(false);
  }

  /** The promptness that the parameter {@code wait} asks for. */
  public Promptness promptness() {
    return flag("wait") ? Promptness.CAUGHT_UP : Promptness.AT_ONCE;
  }

  /** A whole number between {@code least} and {@code most}; {@code standard} if it is absent. */
  public int number(String name, int standard, int least, int most) {
    String text = values.get(name);
    if (text == null) {
      return standard;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Problem.parameter(name, "is a whole number from " + least + " to " + most);
  }

  /** Which events count, by {@link #AS_OF} and {@link #KNOWN_AT}. */
  public Moment moment() {
    return new Moment(instant(AS_OF), instant(KNOWN_AT));
  }

  /** The query of a moment, such as {@code asOf=...}; "" for now. */
  public static String momentQuery(Moment moment) {
    List<String> parts = new ArrayList<>();
    moment.asOf().ifPresent(time -> parts.add(AS_OF + "=" + Links.segment("" + time)));
    moment.knownAt().ifPresent(time -> parts.add(KNOWN_AT + "=" + Links.segment("" + time)));
    return String.join("&", parts);
  }

  private Optional<Instant> instant(String name) {
    String text = values.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rfc3339.parse(text));
    } catch (InvalidException invalid) {
      throw Problem.parameter(
          name, "is an instant as in RFC 3339, such as 2026-11-22T10:00:00Z; + is %2B in a URL");
    }
  }

  /** One of the constants, by its spelling in any case; empty if the parameter is absent. */
  public <E extends Enum<E>> Optional<E> constant(
      String name, Class<E> type, Function<E, String> spelling) {
    return choice(name, Arrays.asList(type.getEnumConstants()), spelling);
  }

  /** As {@link #constant}, spelt in upper case; the result has one element or none. */
  public <E extends Enum<E>> Set<E> upperCase(String name, Class<E> type) {
    return constant(name, type, Enum::name).map(Set::of).orElse(Set.of());
  }

  /** One of {@code choices}, by its spelling in any case; empty if the parameter is absent. */
  public <T> Optional<T> choice(String name, List<T> choices, Function<T, String> spelling) {
    String text = values.get(name);
    if (text == null) {
      return Optional.empty();
    }
    List<T> matching = new ArrayList<>();
    for (T choice : choices) {
      if (spelling.apply(choice).equalsIgnoreCase(text)) {
        matching.add(choice);
      }
    }
    if (matching.isEmpty()) {
      throw Problem.parameter(
          name, "is one of " + choices.stream().map(spelling).collect(Collectors.joining(", ")));
    }
    return Optional.of(matching.get(0));
  }

  public static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
