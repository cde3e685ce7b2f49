package dev.headwater.importer;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code dvc.lock} (schema 2.0) of DVC.
 *
 * <p>Each stage with outputs becomes a TRANSFORM. A path is a dataset of the namespace that the
 * caller names, and its hash is the version: so what one stage wrote is what the next one read. DVC
 * does not record which dependencies are code. A dependency counts as code, {@code codeRef}, if its
 * name ends like that of a source file and no stage writes it. All others are inputs. DVC does not
 * record which files are models either, so all assets are datasets.
 */
final class Dvc {
  private static final Set<String> CODE =
      Set.of(
          "py", "ipynb", "sh", "r", "jl", "java", "jar", "scala", "sql", "pl", "rb", "js", "ts",
          "go", "rs", "c", "cpp");

  private final RecordFile file;
  private final String namespace;
  private final List<String> notes = new ArrayList<>();

  private Dvc(RecordFile file, String namespace) {
    this.file = file;
    this.namespace = namespace;
  }

  static Imported read(RecordFile file, ImportOptions options) {
    if (options.asset().isPresent()) {
      throw new ImportException(
          file.name(), "", "names its datasets itself; --asset does not go with it");
    }
    String namespace =
        options
            .namespace()
            .orElseThrow(
                () ->
                    new ImportException(
                        file.name(), "", "names paths only; --namespace says where they are"));
    return new Dvc(file, namespace).read();
  }

  private Imported read() {
    RecordValue lock = RecordValue.yaml(file.name(), file.content());
    RecordValue stages = lock.at("stages");
    if (!stages.isObject()) {
      throw stages.problem("is missing; is this a dvc.lock of schema 2.0?");
    }
    List<String> written = new ArrayList<>();
    for (String name : stages.fields()) {
      for (RecordValue out : stages.at(name).at("outs").items()) {
        written.add(out.at("path").required());
      }
    }
    List<LineageEvent> events = new ArrayList<>();
    for (String name : stages.fields()) {
      stage(name, stages.at(name), Set.copyOf(written)).ifPresent(events::add);
    }
    return new Imported(events, notes);
  }

  private Optional<LineageEvent> stage(String name, RecordValue stage, Set<String> written) {
    List<RecordValue> outs = stage.at("outs").items();
    if (outs.isEmpty()) {
      notes.add("Stage " + name + " writes nothing, so it is no event.");
      return Optional.empty();
    }
    if (stage.at("params").isPresent()) {
      notes.add("Stage " + name + " has params. A TRANSFORM has no field for them.");
    }
    List<Input> inputs = new ArrayList<>();
    List<String> code = new ArrayList<>();
    for (RecordValue dependency : stage.at("deps").items()) {
      String path = dependency.at("path").required();
      if (!written.contains(path) && isCode(path)) {
        code.add(path + hash(dependency).map(hash -> "@" + hash).orElse(""));
      } else {
        inputs.add(input(dependency));
      }
    }
    try {
      return Optional.of(
          EventOfContent.of(
              LineageEvent.builder(EventType.TRANSFORM)
                  .eventTime(file.time())
                  .producer("dvc")
                  .job(new Job(namespace, name))
                  .run(run(outs))
                  .inputs(inputs)
                  .outputs(outs.stream().map(this::output).toList())
                  .transform(
                      new Transform(
                          Optional.empty(),
                          String.join("; ", code),
                          List.of(),
                          Optional.empty()))));
    } catch (InvalidException invalid) {
      throw stage.problem(invalid.getMessage());
    }
  }

  /** The run of a stage is what it wrote: the same outputs are the same run. */
  private static String run(List<RecordValue> outs) {
    return outs.stream()
        .map(out -> hash(out).orElse(""))
        .filter(hash -> !hash.isEmpty())
        .findFirst()
        .orElse("unversioned");
  }

  private static boolean isCode(String path) {
    return CODE.contains(
        path.substring(path.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT));
  }

  private static Optional<String> hash(RecordValue file) {
    String algorithm = file.at("hash").text();
    String hash =
        algorithm.isEmpty()
            ? file.first("md5", "etag", "checksum").text()
            : file.at(algorithm).text();
    return hash.isEmpty() ? Optional.empty() : Optional.of(hash);
  }

  private Asset asset(RecordValue file) {
    String path = file.at("path").required();
    return hash(file)
        .map(hash -> Asset.of(AssetKind.DATASET, namespace, path, hash))
        .orElseGet(() -> Asset.of(AssetKind.DATASET, namespace, path));
  }

  private Input input(RecordValue dependency) {
    return new Input(
        asset(dependency),
        Role.SOURCE,
        OptionalLong.empty(),
        dependency.at("size").count(),
        OptionalDouble.empty(),
        "",
        List.of(),
        false);
  }

  private Output output(RecordValue out) {
    TreeMap<String, String> attributes = new TreeMap<>();
    out.at("nfiles").count().ifPresent(files -> attributes.put("dvc.nfiles", Long.toString(files)));
    return new Output(
        asset(out), OptionalLong.empty(), out.at("size").count(), "", List.of(), attributes);
  }
}
