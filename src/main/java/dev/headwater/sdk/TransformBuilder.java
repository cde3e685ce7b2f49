package dev.headwater.sdk;

import dev.headwater.model.Annotation;
import dev.headwater.model.EventType;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a TRANSFORM. Its outputs are synthetic data if it has an input with role GENERATOR or
 * TRANSLATOR, or a {@link #synthesis}.
 */
public final class TransformBuilder extends ActivityBuilder<TransformBuilder> {

  private final List<String> droppedFields = new ArrayList<>();
  private Optional<TransformOperation> operation = Optional.empty();
  private String codeRef = "";
  private Optional<Annotation> annotation = Optional.empty();
  private Optional<Synthesis> synthesis = Optional.empty();

  TransformBuilder(Run run, Data from, Data to) {
    super(run, EventType.TRANSFORM, to);
    input(from);
  }

  public TransformBuilder operation(TransformOperation what) {
    operation = Optional.of(what);
    return this;
  }

  /** Where the code is. */
  public TransformBuilder codeRef(String ref) {
    codeRef = ref;
    return this;
  }

  /** A field of the input that the output does not have. */
  public TransformBuilder dropped(String field) {
    droppedFields.add(field);
    return this;
  }

  /** How the labels were made. */
  public TransformBuilder annotation(Annotation how) {
    annotation = Optional.of(how);
    return this;
  }

  /** A generator made the change, such as a translation or a paraphrase. */
  public TransformBuilder synthesis(Synthesis how) {
    synthesis = Optional.of(how);
    return this;
  }

  @Override
  TransformBuilder self() {
    return this;
  }

  @Override
  Optional<Transform> transformPayload() {
    Transform payload = new Transform(operation, codeRef, droppedFields, annotation);
    Transform nothing = new Transform(Optional.empty(), "", List.of(), Optional.empty());
    return payload.equals(nothing) ? Optional.empty() : Optional.of(payload);
  }

  @Override
  Optional<Synthesize> synthesizePayload() {
    return synthesis.map(Synthesis::build);
  }
}
