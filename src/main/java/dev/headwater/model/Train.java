package dev.headwater.model;

import java.util.Optional;
import java.util.SortedMap;

/** How a model was trained, and its intended use. All fields are optional. */
public record Train(
    String stage, SortedMap<String, String> hyperparameters, Optional<IntendedUse> intendedUse) {
  public Train {
    stage = Check.text("stage", stage);
    hyperparameters = Check.textMap("hyperparameters", hyperparameters);
    Check.present("intendedUse", intendedUse);
  }
}
