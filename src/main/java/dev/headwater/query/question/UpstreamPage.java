package dev.headwater.query.question;

import dev.headwater.query.question.FactsQuestion.CarryingInput;
import java.util.List;

/** A page of what an owner answers about one asset, for a walk upstream. */
public interface UpstreamPage extends Question.Answer {
  /** Whether an event that counts has named the asset, according to the asset's own row alone. */
  boolean named();

  /** The upstream ends of carrying edges, in a fixed order. */
  List<CarryingInput> inputs();

  /** The cursor of the next page of inputs; "" if there is none. */
  String next();

  /** The revision of the asset that this page belongs to. */
  Revision revision();

  /** Whether the asset has too many events to be read, so that the walk cannot go on. */
  boolean cut();

  /** About how many bytes of memory the answer needs, if the walk limits them. */
  default long bytes() {
    return 0;
  }
}
