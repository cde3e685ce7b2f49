package dev.headwater.openlineage;

/**
 * A start or an end of a run.
 *
 * @param at of two marks at the same time, a start comes first and the worst end last
 * @param state START, or an end
 */
record Mark(Moment at, RunState state) {

  static Mark of(OpenLineageEvent event) {
    Moment moment = event.moment();
    return new Mark(
        new Moment(moment.time(), event.state().ordinal() + moment.digest()), event.state());
  }
}
