package dev.headwater.app.settings;

import dev.headwater.app.settings.PolicyYaml.Entry;
import dev.headwater.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the uses that a policy names, with their targets: {@code uses: {swahili-chat: [{dimension:
 * language, minimumShare: {sw: 0.2}}]}}.
 */
final class NamedUses {
  private static final int MAX_USES = 1_000;
  private static final int MAX_TARGETS = 100;
  private static final int MAX_CATEGORIES = 1_000;
  private static final int NAME_POINTS = 512;
  private static final Pattern SHARE = Pattern.compile("0(\\.\\d{1,15})?|1(\\.0{1,15})?");

  private final PolicyYaml yaml;

  NamedUses(PolicyYaml yaml) {
    this.yaml = yaml;
  }

  SortedMap<String, List<Target>> read(Entry uses) {
    SortedMap<String, List<Target>> read = new TreeMap<>();
    for (Entry use : yaml.named(uses.value(), uses.path())) {
      String name = use.key();
      if (name.isBlank() || name.codePointCount(0, name.length()) > NAME_POINTS) {
        throw problem(use, "is no name of at most " + NAME_POINTS + " characters");
      }
      if (name.startsWith("model:") || name.startsWith("dataset:")) {
        throw problem(use, "looks like the URN of an asset; give the use another name");
      }
      read.put(name, targets(use));
    }
    if (read.size() > MAX_USES) {
      throw problem(uses, "has more than " + MAX_USES + " entries");
    }
    return read;
  }

  private List<Target> targets(Entry use) {
    List<Target> targets = new ArrayList<>();
    for (Entry item : yaml.items(use)) {
      targets.add(target(item));
    }
    if (targets.isEmpty()) {
      throw problem(use, "has no targets; each has a dimension and minimumShare");
    }
    if (targets.size() > MAX_TARGETS) {
      throw problem(use, "has more than " + MAX_TARGETS + " entries");
    }
    return targets;
  }

  private Target target(Entry item) {
    String dimension = "";
    SortedMap<String, Double> shares = new TreeMap<>();
    for (Entry entry : yaml.entries(item.value(), item.path(), "dimension", "minimumShare")) {
      if (entry.key().equals("dimension")) {
        dimension = yaml.text(entry);
      } else {
        for (Entry share : yaml.named(entry.value(), entry.path())) {
          shares.put(share.key(), share(share));
        }
      }
    }
    if (dimension.isBlank()) {
      throw yaml.problem(item.value(), item.path() + ".dimension", "is required, as language");
    }
    if (shares.isEmpty()) {
      throw yaml.problem(
          item.value(), item.path() + ".minimumShare", "is required: a share by category");
    }
    if (shares.size() > MAX_CATEGORIES) {
      throw problem(item, "has more than " + MAX_CATEGORIES + " categories");
    }
    return new Target(dimension, shares);
  }

  private double share(Entry entry) {
    String text = yaml.text(entry);
    if (!SHARE.matcher(text).matches()) {
      throw problem(entry, "must be a share from 0 to 1, as 0.25");
    }
    return Double.parseDouble(text);
  }

  private SettingsException problem(Entry entry, String problem) {
    return yaml.problem(entry.value(), entry.path(), problem);
  }
}
