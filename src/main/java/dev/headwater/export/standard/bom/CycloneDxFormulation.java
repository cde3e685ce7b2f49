package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Makes the formulation of a CycloneDX document: a workflow for each run of a job, and a task in it
 * for each event that makes the asset. The standard has no type of task for making data or models,
 * so the type is {@code other}, and a property says the type of the event.
 */
final class CycloneDxFormulation {
  private record Run(Job job, String run) {}

  private final BomFacts bom;

  CycloneDxFormulation(BomFacts bom) {
    this.bom = bom;
  }

  /** The formulation; empty if no event makes the asset. */
  ArrayNode formulation() {
    Map<Run, List<LineageEvent>> runs = new LinkedHashMap<>();
    for (LineageEvent event : bom.makers()) {
      runs.computeIfAbsent(new Run(event.job(), event.run()), run -> new ArrayList<>()).add(event);
    }
    ArrayNode formulation = EventParts.array();
    if (!runs.isEmpty()) {
      ArrayNode workflows = formulation.addObject().putArray("workflows");
      runs.forEach((run, events) -> workflows.add(workflow(run, events)));
    }
    return formulation;
  }

  private ObjectNode workflow(Run run, List<LineageEvent> events) {
    ObjectNode workflow = EventParts.object();
    workflow.put("bom-ref", BomNames.ofUrn(run.job().urn()) + "#" + BomNames.ofText(run.run()));
    workflow.put("uid", run.run());
    workflow.put("name", run.job().name());
    ArrayNode tasks = workflow.putArray("tasks");
    events.forEach(event -> tasks.add(task(event)));
    workflow.putArray("taskTypes").add("other");
    return workflow;
  }

  private ObjectNode task(LineageEvent event) {
    ObjectNode task = EventParts.object();
    task.put("bom-ref", "event:" + event.eventId());
    task.put("uid", event.eventId().toString());
    task.put("name", event.type().name());
    task.putArray("taskTypes").add("other");
    Collection<ObjectNode> inputs = inputs(event);
    if (!inputs.isEmpty()) {
      inputs.forEach(task.putArray("inputs")::add);
    }
    ObjectNode output = task.putArray("outputs").addObject();
    output.put("type", "artifact");
    output.putObject("resource").put("ref", CycloneDxComponents.ref(bom.facts().asset()));
    BomProperties details = new BomProperties();
    event.outputs().stream()
        .filter(one -> one.asset().equals(bom.facts().asset()))
        .forEach(one -> details.all(EventProperties.of(one)));
    CycloneDxComponents.extend(output, details);
    CycloneDxComponents.extend(task, EventProperties.ofMaker(event, bom));
    return task;
  }

  /** Inputs, each once, then generators that are no input, then parameters. */
  private Collection<ObjectNode> inputs(LineageEvent event) {
    Set<ObjectNode> inputs = new LinkedHashSet<>();
    Set<String> refs = new LinkedHashSet<>();
    for (Input input : event.inputs()) {
      String ref = CycloneDxComponents.ref(input.asset());
      refs.add(ref);
      inputs.add(resource(ref, EventProperties.of(input)));
    }
    for (Generator generator : bom.generators(event)) {
      String ref = CycloneDxComponents.ref(bom, generator);
      if (refs.add(ref)) {
        BomProperties details =
            new BomProperties().json("synthesize.generators", EventParts.generator(generator));
        inputs.add(resource(ref, details));
      }
    }
    SortedMap<String, String> parameters = bom.parameters(event);
    if (!parameters.isEmpty()) {
      ObjectNode input = EventParts.object();
      ArrayNode list = input.putArray("parameters");
      parameters.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
      inputs.add(input);
    }
    return inputs;
  }

  private static ObjectNode resource(String ref, BomProperties details) {
    ObjectNode input = EventParts.object();
    input.putObject("resource").put("ref", ref);
    CycloneDxComponents.extend(input, details);
    return input;
  }
}
