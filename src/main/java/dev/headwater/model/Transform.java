package dev.headwater.model;

import java.util.List;
import java.util.Optional;

/** How data was changed. All fields are optional. */
public record Transform(
    Optional<TransformOperation> operation,
    String codeRef,
    List<String> droppedFields,
    Optional<Annotation> annotation) {
  public Transform {
    Check.present("operation", operation);
    codeRef = Check.text("codeRef", codeRef);
    droppedFields = Check.texts("droppedFields", droppedFields, Limits.LIST_ITEMS);
    Check.present("annotation", annotation);
  }
}
