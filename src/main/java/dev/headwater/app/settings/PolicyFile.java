package dev.headwater.app.settings;

import dev.headwater.app.settings.PolicyYaml.Entry;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Policy.Clause;
import dev.headwater.engine.Policy.RuleSetting;
import dev.headwater.engine.PolicyNumber;
import dev.headwater.model.Condition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a policy from YAML.
 *
 * <pre>{@code
 * required: [generator, revision, seed, prompts, parameters, agent]
 * requireSource: false
 * gate: [GROUP_ERASED]
 * rules:
 *   UNKNOWN_ORIGIN: {enabled: true, grace: 10m, severity: WARNING}
 *   DISPARATE_REMOVAL: {ratio: 0.8, minimum: 30}
 * uses:
 *   swahili-chat: [{dimension: language, minimumShare: {sw: 0.2}}]
 * namespaces:
 *   - match: "sandbox-*"
 *     required: [generator]
 *     rules:
 *       UNDOCUMENTED_SYNTHETIC: {grace: 24h}
 * }</pre>
 *
 * Every key is optional. What a namespace does not state comes from the next entry that matches,
 * then from the top level, then from the defaults. A grace period is a number with {@code ms},
 * {@code s}, {@code m}, {@code h} or {@code d}, or an ISO 8601 duration.
 */
public final class PolicyFile {
  private static final int MAX_CLAUSES = 1_000;
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");
  private static final List<RuleName> REPRESENTATION =
      Arrays.stream(RuleName.values()).filter(RuleName::isAboutRepresentation).toList();

  private final PolicyYaml yaml;

  private PolicyFile(String name) {
    this.yaml = new PolicyYaml(name, "policy");
  }

  /** What a file says. */
  private record Content(Policy policy, SortedMap<String, List<Target>> uses) {}

  /**
   * The policy of an installation: that of its file, or the standard one if it names none.
   *
   * @throws SettingsException as {@link #read}
   */
  public static Policy of(Settings settings) {
    String file = settings.text(Setting.POLICY_FILE);
    return file.isEmpty() ? Policy.DEFAULT : read(Path.of(file));
  }

  /**
   * Reads a file.
   *
   * @throws SettingsException if the file is wrong; one sentence with the file, the line and the
   *     key
   */
  public static Policy read(Path file) {
    return content(file).policy();
  }

  /**
   * Reads the uses that a file names, with their targets.
   *
   * @throws SettingsException as {@link #read}
   */
  public static SortedMap<String, List<Target>> uses(Path file) {
    return content(file).uses();
  }

  private static Content content(Path file) {
    return new PolicyFile(file.toString()).content();
  }

  private Content content() {
    Optional<Node> found = yaml.root();
    if (found.isEmpty()) {
      return new Content(Policy.DEFAULT, Collections.emptySortedMap());
    }
    Node root = found.get();
    List<Clause> clauses = new ArrayList<>();
    Optional<Set<Condition>> required = Optional.empty();
    Optional<Boolean> requireSource = Optional.empty();
    Optional<Set<RuleName>> gate = Optional.empty();
    List<RuleSetting> rules = List.of();
    SortedMap<String, List<Target>> uses = Collections.emptySortedMap();
    for (Entry entry :
        yaml.entries(
            root, "", "required", "requireSource", "gate", "rules", "uses", "namespaces")) {
      switch (entry.key()) {
        case "required" -> required = Optional.of(conditions(entry));
        case "requireSource" -> requireSource = Optional.of(bool(entry));
        case "gate" -> gate = Optional.of(gate(entry));
        case "rules" -> rules = rules(entry);
        case "uses" -> uses = new NamedUses(yaml).read(entry);
        default -> yaml.items(entry).forEach(item -> clauses.add(clause(item)));
      }
    }
    clauses.add(new Clause("*", required, requireSource, gate, rules));
    if (clauses.size() > MAX_CLAUSES) {
      throw yaml.problem(root, "namespaces", "has more than " + MAX_CLAUSES + " entries");
    }
    return new Content(new Policy(clauses), uses);
  }

  private Clause clause(Entry item) {
    String match = "";
    Optional<Set<Condition>> required = Optional.empty();
    Optional<Boolean> requireSource = Optional.empty();
    Optional<Set<RuleName>> gate = Optional.empty();
    List<RuleSetting> rules = List.of();
    for (Entry entry :
        yaml.entries(
            item.value(), item.path(), "match", "required", "requireSource", "gate", "rules")) {
      switch (entry.key()) {
        case "match" -> match = yaml.text(entry);
        case "required" -> required = Optional.of(conditions(entry));
        case "requireSource" -> requireSource = Optional.of(bool(entry));
        case "gate" -> gate = Optional.of(gate(entry));
        default -> rules = rules(entry);
      }
    }
    if (match.isBlank()) {
      throw yaml.problem(
          item.value(), item.path() + ".match", "is required: a namespace, * for any text");
    }
    return new Clause(match, required, requireSource, gate, rules);
  }

  private Set<Condition> conditions(Entry entry) {
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (Entry item : yaml.items(entry)) {
      conditions.add(
          yaml.constant(
              item, List.of(Condition.values()), yaml.text(item).toUpperCase(Locale.ROOT)));
    }
    return conditions;
  }

  private Set<RuleName> gate(Entry entry) {
    Set<RuleName> rules = EnumSet.noneOf(RuleName.class);
    for (Entry item : yaml.items(entry)) {
      rules.add(yaml.constant(item, REPRESENTATION, yaml.text(item)));
    }
    return rules;
  }

  private List<RuleSetting> rules(Entry entry) {
    List<RuleSetting> settings = new ArrayList<>();
    String[] names = Arrays.stream(RuleName.values()).map(Enum::name).toArray(String[]::new);
    for (Entry rule : yaml.entries(entry.value(), entry.path(), names)) {
      settings.add(rule(RuleName.valueOf(rule.key()), rule));
    }
    return settings;
  }

  private RuleSetting rule(RuleName rule, Entry entry) {
    Optional<Boolean> enabled = Optional.empty();
    Optional<Duration> grace = Optional.empty();
    Optional<Severity> severity = Optional.empty();
    Map<PolicyNumber, Double> numbers = new EnumMap<>(PolicyNumber.class);
    List<String> known = new ArrayList<>(List.of("enabled", "grace", "severity"));
    PolicyNumber.of(rule).forEach(number -> known.add(number.key()));
    for (Entry setting : yaml.entries(entry.value(), entry.path(), known.toArray(String[]::new))) {
      switch (setting.key()) {
        case "enabled" -> enabled = Optional.of(bool(setting));
        case "grace" -> grace = Optional.of(grace(setting, rule));
        case "severity" ->
            severity =
                Optional.of(yaml.constant(setting, List.of(Severity.values()), yaml.text(setting)));
        default -> {
          for (PolicyNumber number : PolicyNumber.of(rule)) {
            if (number.key().equals(setting.key())) {
              numbers.put(number, number(setting, number));
            }
          }
        }
      }
    }
    return new RuleSetting(rule, enabled, grace, severity, numbers);
  }

  private double number(Entry entry, PolicyNumber number) {
    String text = yaml.text(entry);
    if (!DECIMAL.matcher(text).matches()) {
      throw yaml.problem(entry.value(), entry.path(), number.allowed());
    }
    double value = Double.parseDouble(text);
    number
        .problem(value)
        .ifPresent(
            problem -> {
              throw yaml.problem(entry.value(), entry.path(), problem);
            });
    return value;
  }

  private boolean bool(Entry entry) {
    return switch (yaml.text(entry)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw yaml.problem(entry.value(), entry.path(), "must be true or false");
    };
  }

  private Duration grace(Entry entry, RuleName rule) {
    if (rule.isInherited()) {
      throw yaml.problem(
          entry.value(),
          entry.path(),
          "cannot be set: this rule has the grace of its origin's rule");
    }
    if (rule.isAboutRepresentation()) {
      throw yaml.problem(entry.value(), entry.path(), "cannot be set: this rule has no grace");
    }
    return yaml.duration(entry);
  }
}
