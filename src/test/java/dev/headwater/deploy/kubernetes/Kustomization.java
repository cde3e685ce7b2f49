package dev.headwater.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Does what kustomize does with the folders of {@code deploy/k8s}, as far as they use it:
 * resources, components, JSON patches that add or replace, and config maps of files. Refuses
 * everything else, a file that is missing, one that nothing names, and another namespace than ours.
 */
final class Kustomization {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> KEYS =
      Set.of(
          "apiVersion",
          "kind",
          "namespace",
          "labels",
          "resources",
          "components",
          "configMapGenerator",
          "patches",
          "images");

  private final List<ObjectNode> objects = new ArrayList<>();
  private final Map<String, Map<String, String>> configMaps = new HashMap<>();
  private final Set<String> images = new HashSet<>();

  /** Renders a folder. */
  static Kustomization of(Path folder) {
    Kustomization rendered = new Kustomization();
    rendered.add(folder);
    return rendered;
  }

  /** Adds a component, as if the folder named it. */
  Kustomization with(Path component) {
    add(component);
    return this;
  }

  /** The objects that would be applied. */
  List<ObjectNode> objects() {
    return objects;
  }

  /** The objects of one kind. */
  List<ObjectNode> objects(String kind) {
    return objects.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  /** The files of the config maps, by map and name. */
  Map<String, Map<String, String>> configMaps() {
    return configMaps;
  }

  /** The names of images that are replaced. */
  Set<String> images() {
    return images;
  }

  private void add(Path folder) {
    JsonNode own = documents(folder.resolve("kustomization.yaml")).get(0);
    own.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(folder + ": key " + key + " is not known here");
              }
            });
    // A folder without one would leave what it adds in the namespace of whoever applies it.
    if (!own.path("namespace").asText().equals("headwater")) {
      throw new IllegalArgumentException(folder + ": the namespace is not headwater");
    }
    Set<Path> used = new HashSet<>(Set.of(folder.resolve("kustomization.yaml")));
    for (JsonNode resource : own.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        add(path);
      } else {
        used.add(path);
        objects.addAll(documents(path));
      }
    }
    for (JsonNode component : own.path("components")) {
      add(folder.resolve(component.asText()).normalize());
    }
    for (JsonNode map : own.path("configMapGenerator")) {
      used.addAll(generate(folder, map));
    }
    for (JsonNode patch : own.path("patches")) {
      Path path = folder.resolve(patch.path("path").asText());
      used.add(path);
      patch(path, patch.path("target"));
    }
    own.path("images").forEach(image -> images.add(image.path("name").asText()));
    requireUsed(folder, used);
  }

  private Set<Path> generate(Path folder, JsonNode map) {
    Set<Path> used = new HashSet<>();
    String name = map.path("name").asText();
    boolean replaces = map.path("behavior").asText("create").equals("replace");
    if (replaces != configMaps.containsKey(name)) {
      throw new IllegalArgumentException(folder + ": config map " + name + " replaces wrongly");
    }
    Map<String, String> files = new HashMap<>();
    for (JsonNode file : map.path("files")) {
      Path path = folder.resolve(file.asText());
      used.add(path);
      files.put(file.asText(), text(path));
    }
    configMaps.put(name, files);
    return used;
  }

  private void patch(Path path, JsonNode target) {
    List<ObjectNode> patched =
        objects(target.path("kind").asText()).stream()
            .filter(
                one ->
                    one.path("metadata").path("name").asText().equals(target.path("name").asText()))
            .toList();
    if (patched.isEmpty()) {
      throw new IllegalArgumentException(path + ": nothing is like " + target);
    }
    for (ObjectNode object : patched) {
      for (JsonNode step : read(path)) {
        if (!apply(step, object)) {
          throw new IllegalArgumentException(path + ": cannot do " + step + " to " + target);
        }
      }
    }
  }

  /** Adds to a list that is there, or replaces a field that is there. */
  private static boolean apply(JsonNode step, ObjectNode object) {
    String pointer = step.path("path").asText();
    int last = pointer.lastIndexOf('/');
    JsonNode parent = object.at(pointer.substring(0, last));
    String field = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
    JsonNode value = step.path("value").deepCopy();
    String op = step.path("op").asText();
    if (op.equals("add") && field.equals("-") && parent instanceof ArrayNode list) {
      list.add(value);
      return true;
    }
    if (op.equals("replace") && parent instanceof ObjectNode fields && fields.has(field)) {
      fields.set(field, value);
      return true;
    }
    return false;
  }

  private static void requireUsed(Path folder, Set<Path> used) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> unused =
          files.filter(Files::isRegularFile).filter(file -> !used.contains(file)).toList();
      if (!unused.isEmpty()) {
        throw new IllegalArgumentException("nothing names " + unused);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<ObjectNode> documents(Path file) {
    try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
