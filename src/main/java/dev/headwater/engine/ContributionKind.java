package dev.headwater.engine;

import dev.headwater.model.EventType;
import java.util.List;

/** The kinds of contributions that are looked up separately. */
public enum ContributionKind {
  /** An event that makes synthetic data. It is one synthesis record of the asset. */
  SYNTHESIS,
  /** A DOCUMENT event. */
  DOCUMENT,
  /** A TRAIN event. */
  TRAINING,
  /** Any other event. */
  OTHER;

  /** The kinds that contributions of events of this type can have. */
  static List<ContributionKind> of(EventType type) {
    return switch (type) {
      case DOCUMENT -> List.of(DOCUMENT);
      case TRAIN -> List.of(TRAINING);
      case SYNTHESIZE -> List.of(SYNTHESIS);
      case INGEST, TRANSFORM -> List.of(SYNTHESIS, OTHER);
      case CLEAN -> List.of(OTHER);
      case RETRACT -> List.of();
    };
  }
}
