package dev.headwater.engine;

import dev.headwater.model.command.Loop;

/**
 * The search of a loop for collected data upstream of its model, as the owner of the loop's model
 * knows it.
 *
 * @param loop the loop
 * @param epoch of the search; answers of an earlier epoch do not count
 * @param asked how many assets have been asked in this epoch; an asset that several others were
 *     made from counts once for each
 * @param found whether collected data has been found in this epoch
 * @param doubtedUntilMillis until when, in epoch milliseconds, it is too early to conclude that
 *     there is none
 */
public record LoopSearch(Loop loop, long epoch, int asked, boolean found, long doubtedUntilMillis) {

  LoopSearch asking(int more) {
    return new LoopSearch(loop, epoch, asked + more, found, doubtedUntilMillis);
  }

  LoopSearch succeeded() {
    return new LoopSearch(loop, epoch, asked, true, doubtedUntilMillis);
  }
}
