package dev.headwater.query;

/** What has to be there before an answer is caught up. */
enum Need {
  /** See {@link CatchUp.Level#FACTS}. */
  FACTS,
  /** See {@link CatchUp.Level#EDGES}. */
  EDGES,
  /** What follows from the facts: exposures and alerts. They travel until nothing is under way. */
  CONSEQUENCES
}
