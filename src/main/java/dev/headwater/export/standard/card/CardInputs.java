package dev.headwater.export.standard.card;

import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The inputs of the events that make an asset, and those that documents add. An input that is only
 * inferred is no stated source.
 */
final class CardInputs {
  private final List<Input> inputs;

  CardInputs(ExportFacts facts) {
    this.inputs =
        Stream.concat(new Statements(facts).makers().stream(), facts.documents().items().stream())
            .map(LineageEvent::inputs)
            .flatMap(List::stream)
            .toList();
  }

  /** The datasets whose data went into the asset. */
  List<Asset> datasets() {
    return stated(input -> input.asset().kind() == AssetKind.DATASET && input.role().carries());
  }

  /** The models that a training started from. */
  List<Asset> baseModels() {
    return stated(input -> input.role() == Role.BASE_MODEL);
  }

  /** The models whose output a training learned from. */
  List<Asset> teachers() {
    return stated(input -> input.role() == Role.TEACHER);
  }

  /** The models that labelled the data. */
  List<Asset> annotators() {
    return stated(input -> input.role() == Role.ANNOTATOR_MODEL);
  }

  private List<Asset> stated(Predicate<Input> wanted) {
    return assets(wanted.and(input -> !input.inferred()));
  }

  /** The assets that are inputs only by inference. */
  List<Asset> inferred() {
    List<Asset> stated = stated(input -> true);
    return assets(Input::inferred).stream().filter(asset -> !stated.contains(asset)).toList();
  }

  private List<Asset> assets(Predicate<Input> wanted) {
    return inputs.stream().filter(wanted).map(Input::asset).distinct().sorted().toList();
  }
}
