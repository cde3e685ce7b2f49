package dev.headwater.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules about which parts an event may and must have together. */
final class EventRules {
  private EventRules() {}

  static void checkPayload(
      String field, Optional<?> payload, EventType type, EventType... allowed) {
    if (Check.present(field, payload).isPresent() && !Arrays.asList(allowed).contains(type)) {
      String types = Arrays.stream(allowed).map(EventType::name).collect(Collectors.joining(", "));
      throw new InvalidException(
          field, "does not belong to an event of type " + type + ", only to " + types);
    }
  }

  static void checkRequiredPayload(
      String field, Optional<?> payload, EventType type, EventType required) {
    if (type == required && payload.isEmpty()) {
      throw new InvalidException(field, "is required in an event of type " + type);
    }
  }

  static void checkAssets(EventType type, List<Input> inputs, List<Output> outputs) {
    Problems problems = new Problems();
    checkCounts(problems, type, inputs, outputs);
    switch (type) {
      case TRAIN -> checkKinds(problems, type, outputs, AssetKind.MODEL);
      case SYNTHESIZE -> checkKinds(problems, type, outputs, AssetKind.DATASET);
      case INGEST, CLEAN, TRANSFORM, DOCUMENT, RETRACT -> {
        // These may have outputs of both kinds.
      }
    }
    checkDistinct(problems, outputs);
    problems.throwIfAny();
  }

  private static void checkCounts(
      Problems problems, EventType type, List<Input> inputs, List<Output> outputs) {
    if (type == EventType.TRAIN && inputs.isEmpty()) {
      problems.add("inputs", "must name at least one asset in an event of type TRAIN");
    }
    if (type == EventType.DOCUMENT && !outputs.isEmpty()) {
      problems.add("outputs", "must be absent in an event of type DOCUMENT, which makes nothing");
    }
    if (type != EventType.DOCUMENT && type != EventType.RETRACT && outputs.isEmpty()) {
      problems.add("outputs", "must name at least one asset in an event of type " + type);
    }
    long edges = (long) inputs.size() * outputs.size();
    if (edges > Limits.EDGES) {
      problems.add(
          "inputs",
          inputs.size()
              + " inputs times "
              + outputs.size()
              + " outputs is "
              + edges
              + " edges, the limit is "
              + Limits.EDGES);
    }
  }

  private static void checkKinds(
      Problems problems, EventType type, List<Output> outputs, AssetKind kind) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).asset().kind() != kind) {
        problems.add(
            place(i),
            outputs.get(i).asset() + " is no " + kind + ", the outputs of a " + type + " are");
      }
    }
  }

  private static void checkDistinct(Problems problems, List<Output> outputs) {
    if (outputs.size() < 2) {
      return;
    }
    Map<Asset, Integer> first = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      Integer earlier = first.putIfAbsent(outputs.get(i).asset(), i);
      if (earlier != null) {
        problems.add(
            place(i),
            outputs.get(i).asset() + " is outputs[" + earlier + "] already, name it once");
      }
    }
  }

  private static String place(int output) {
    return "outputs[" + output + "].asset";
  }
}
