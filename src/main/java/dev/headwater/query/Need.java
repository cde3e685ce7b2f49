package dev.headwater.query;

import dev.headwater.query.progress.CatchUp;

/** What a read needs before its answer is caught up. */
enum Need {
  /** The facts at the owners of the outputs: see {@link CatchUp.Level#FACTS}. */
  FACTS,
  /** Also the edges at the owners of the inputs: see {@link CatchUp.Level#EDGES}. */
  EDGES,
  /**
   * Also what follows from the facts: exposures and alerts. These are complete only when nothing
   * waits to be processed anywhere.
   */
  CONSEQUENCES
}
