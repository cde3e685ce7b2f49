package dev.headwater.app.settings;

import dev.headwater.app.settings.PolicyYaml.Entry;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.notify.Receiver;
import dev.headwater.notify.Receiver.Alertmanager;
import dev.headwater.notify.Receiver.Connection;
import dev.headwater.notify.Receiver.Webhook;
import dev.headwater.notify.Route;
import dev.headwater.notify.RouteFilter;
import dev.headwater.notify.Routes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads from YAML which alerts go where.
 *
 * <pre>{@code
 * source: https://headwater.example
 * receivers:
 *   pager: {type: alertmanager, url: "http://alertmanager:9093", repeat: 1m, expires: 4h}
 *   stewards: {type: webhook, url: "https://hooks.example/headwater", secretFile: /run/secrets/hook}
 * routes:
 *   - name: urgent
 *     receivers: [pager]
 *     severity: CRITICAL
 *   - name: hourly
 *     receivers: [stewards]
 *     rules: [UNKNOWN_ORIGIN]
 *     namespaces: ["lab*"]
 *     owners: ["orcid:0000-0002-1825-0097"]
 *     every: 1h
 * }</pre>
 *
 * A problem never quotes a URL: those of webhooks often hold a secret.
 */
public final class RoutesFile {
  private static final int MAX_ITEMS = 1_000;
  private static final int MAX_ATTEMPTS = 1_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final PolicyYaml yaml;
  private final Path folder;
  private final Map<String, Receiver> receivers = new LinkedHashMap<>();

  private RoutesFile(Path file) {
    this.yaml = new PolicyYaml(file.toString(), "routes");
    this.folder = file.toAbsolutePath().getParent();
  }

  /**
   * Reads the file that the settings name; empty if they name none.
   *
   * @throws SettingsException with file, line and key, if anything in it is wrong
   */
  public static Optional<Routes> of(Settings settings) {
    String file = settings.text(Setting.ALERTS_ROUTES_FILE);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(read(Path.of(file), URI.create("/" + settings.text(Setting.APPLICATION_ID))));
  }

  /**
   * Reads a file.
   *
   * @param fallback the source of CloudEvents where the file names none
   * @throws SettingsException as {@link #of}
   */
  static Routes read(Path file, URI fallback) {
    return new RoutesFile(file).routes(file, fallback);
  }

  private Routes routes(Path file, URI fallback) {
    Node root =
        yaml.root().orElseThrow(() -> new SettingsException(file + ":1: there are no routes"));
    URI source = fallback;
    Optional<Entry> listed = Optional.empty();
    for (Entry entry : yaml.entries(root, "", "source", "receivers", "routes")) {
      switch (entry.key()) {
        case "source" -> source = source(entry);
        case "receivers" -> receivers(entry);
        default -> listed = Optional.of(entry);
      }
    }
    Map<String, Route> routes = new LinkedHashMap<>();
    for (Entry item : listed.map(yaml::items).orElse(List.of())) {
      Route route = route(item);
      if (routes.put(route.name(), route) != null) {
        throw yaml.problem(item.value(), item.path() + ".name", "is the name of an earlier route");
      }
    }
    if (routes.isEmpty()) {
      throw yaml.problem(root, "routes", "must list at least one route");
    }
    if (routes.values().stream().mapToInt(route -> route.receivers().size()).sum()
        > Routes.MAX_LINES) {
      throw yaml.problem(
          root, "routes", "have more than " + Routes.MAX_LINES + " receivers in total");
    }
    return new Routes(source, List.copyOf(routes.values()));
  }

  private URI source(Entry entry) {
    try {
      String text = yaml.text(entry);
      if (!text.isBlank()) {
        return new URI(text);
      }
    } catch (URISyntaxException e) {
      throw yaml.problem(entry.value(), entry.path(), "must be a URI, or the path of one", e);
    }
    throw yaml.problem(entry.value(), entry.path(), "must be a URI, or the path of one");
  }

  private void receivers(Entry all) {
    for (Entry entry : yaml.named(all.value(), all.path())) {
      requireName(entry, entry.key());
      receivers.put(entry.key(), receiver(entry));
    }
  }

  private void requireName(Entry entry, String name) {
    if (!NAME.matcher(name).matches()) {
      throw yaml.problem(
          entry.value(), entry.path(), "must have a name of letters, digits, - and _, up to 64");
    }
  }

  private Receiver receiver(Entry receiver) {
    List<Entry> entries =
        yaml.entries(
            receiver.value(),
            receiver.path(),
            "type",
            "url",
            "tokenFile",
            "timeout",
            "attempts",
            "secretFile",
            "repeat",
            "expires");
    Map<String, Entry> given =
        entries.stream()
            .collect(Collectors.toMap(Entry::key, Function.identity(), (a, b) -> a, TreeMap::new));
    Entry type = required(receiver, given, "type");
    boolean isWebhook = choice(type, "webhook", "alertmanager").equals("webhook");
    for (String foreign : isWebhook ? List.of("repeat", "expires") : List.of("secretFile")) {
      if (given.containsKey(foreign)) {
        throw yaml.problem(
            given.get(foreign).value(),
            given.get(foreign).path(),
            "is not for receivers of type " + yaml.text(type));
      }
    }
    Connection connection =
        new Connection(
            url(required(receiver, given, "url")),
            file(given, "tokenFile"),
            duration(given, "timeout", Receiver.TIMEOUT, SECOND, MINUTE),
            Optional.ofNullable(given.get("attempts"))
                .map(this::attempts)
                .orElse(Receiver.ATTEMPTS));
    if (isWebhook) {
      return new Webhook(receiver.key(), connection, file(given, "secretFile"));
    }
    if (connection.url().getRawQuery() != null) {
      throw yaml.problem(
          receiver.value(), receiver.path() + ".url", "must not have a query for an Alertmanager");
    }
    Duration repeat = duration(given, "repeat", Alertmanager.REPEAT, SECOND, Duration.ofHours(1));
    Duration expires =
        duration(given, "expires", Alertmanager.EXPIRES, Duration.ofSeconds(3), WEEK);
    if (expires.compareTo(repeat.multipliedBy(3)) < 0) {
      throw yaml.problem(
          receiver.value(), receiver.path() + ".expires", "must be at least three times repeat");
    }
    return new Alertmanager(receiver.key(), connection, repeat, expires);
  }

  private Entry required(Entry parent, Map<String, Entry> given, String key) {
    return Optional.ofNullable(given.get(key))
        .orElseThrow(
            () -> yaml.problem(parent.value(), parent.path() + "." + key, "must be given"));
  }

  private String choice(Entry entry, String... choices) {
    String text = yaml.text(entry);
    if (!List.of(choices).contains(text)) {
      throw yaml.problem(
          entry.value(), entry.path(), "must be one of " + String.join(", ", choices));
    }
    return text;
  }

  private URI url(Entry entry) {
    String rule = "must be a URL with http or https and a host, without user or fragment";
    try {
      URI url = new URI(yaml.text(entry));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException wrong) {
      // Its message would quote the URL.
      throw yaml.problem(entry.value(), entry.path(), rule);
    }
    throw yaml.problem(entry.value(), entry.path(), rule);
  }

  /** A file; a relative path begins at the folder of the routes. */
  private Optional<Path> file(Map<String, Entry> given, String key) {
    return Optional.ofNullable(given.get(key)).map(entry -> folder.resolve(yaml.text(entry)));
  }

  private int attempts(Entry entry) {
    String text = yaml.text(entry);
    int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MAX_ATTEMPTS) {
      throw yaml.problem(
          entry.value(), entry.path(), "must be a whole number from 1 to " + MAX_ATTEMPTS);
    }
    return number;
  }

  private Duration duration(
      Map<String, Entry> given, String key, Duration fallback, Duration least, Duration most) {
    Entry entry = given.get(key);
    return entry == null ? fallback : duration(entry, least, most);
  }

  private Duration duration(Entry entry, Duration least, Duration most) {
    Duration found = yaml.duration(entry);
    if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
      throw yaml.problem(
          entry.value(), entry.path(), "must be a duration from " + least + " to " + most);
    }
    return found;
  }

  private Route route(Entry item) {
    String name = "";
    List<Receiver> to = List.of();
    Set<RuleName> rules = Set.of();
    Severity severity = Severity.INFO;
    List<String> namespaces = List.of();
    Set<String> owners = Set.of();
    Optional<Duration> every = Optional.empty();
    for (Entry entry :
        yaml.entries(
            item.value(),
            item.path(),
            "name",
            "receivers",
            "rules",
            "severity",
            "namespaces",
            "owners",
            "every")) {
      switch (entry.key()) {
        case "name" -> name = yaml.text(entry);
        case "receivers" -> to = named(entry);
        case "rules" -> rules = rules(entry);
        case "severity" ->
            severity = yaml.constant(entry, List.of(Severity.values()), yaml.text(entry));
        case "namespaces" -> namespaces = texts(entry);
        case "owners" -> owners = Set.copyOf(texts(entry));
        default -> every = Optional.of(duration(entry, MINUTE, WEEK));
      }
    }
    requireName(new Entry(item.path() + ".name", "", item.value()), name);
    if (to.isEmpty()) {
      throw yaml.problem(
          item.value(), item.path() + ".receivers", "must name at least one receiver");
    }
    if (every.isPresent() && to.stream().anyMatch(Alertmanager.class::isInstance)) {
      throw yaml.problem(
          item.value(), item.path() + ".every", "is a digest, which only a webhook can get");
    }
    return new Route(name, new RouteFilter(rules, severity, namespaces, owners), to, every);
  }

  private List<Receiver> named(Entry entry) {
    Map<String, Receiver> found = new LinkedHashMap<>();
    for (Entry item : yaml.items(entry)) {
      String name = yaml.text(item);
      Receiver receiver = receivers.get(name);
      if (receiver == null) {
        throw yaml.problem(
            item.value(),
            item.path(),
            "names a receiver that does not stand above, under receivers"
                + NearestKey.of(name, receivers.keySet())
                    .map(near -> "; the nearest is " + near)
                    .orElse(""));
      }
      if (found.put(name, receiver) != null) {
        throw yaml.problem(item.value(), item.path(), "is named twice");
      }
    }
    return List.copyOf(found.values());
  }

  private Set<RuleName> rules(Entry entry) {
    Set<RuleName> rules = new TreeSet<>();
    for (Entry item : yaml.items(entry)) {
      rules.add(yaml.constant(item, List.of(RuleName.values()), yaml.text(item)));
    }
    if (rules.isEmpty()) {
      throw empty(entry);
    }
    return rules;
  }

  private List<String> texts(Entry entry) {
    List<String> texts = new ArrayList<>();
    for (Entry item : yaml.items(entry)) {
      String text = yaml.text(item);
      if (text.isBlank() || texts.size() == MAX_ITEMS) {
        throw yaml.problem(
            item.value(),
            item.path(),
            "must not be blank, nor come after " + MAX_ITEMS + " others");
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      throw empty(entry);
    }
    return texts;
  }

  private SettingsException empty(Entry entry) {
    return yaml.problem(entry.value(), entry.path(), "must not be empty; leave it out for all");
  }
}
