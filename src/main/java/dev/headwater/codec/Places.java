package dev.headwater.codec;

import dev.headwater.model.InvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Adds the place of a nested value to errors, so that an error says where it is. */
public final class Places {
  private Places() {}

  /**
   * Returns the result of {@code make}. Its errors are reported {@link InvalidException#within} the
   * place.
   */
  public static <T> T in(String place, Supplier<T> make) {
    try {
      return make.get();
    } catch (InvalidException e) {
      throw e.within(place);
    }
  }

  /** Like {@link #in}, for each item of a list, with its index in the place. */
  public static <A, B> List<B> each(
      String place, Iterable<? extends A> items, Function<? super A, ? extends B> make) {
    List<B> made = new ArrayList<>();
    for (A item : items) {
      try {
        made.add(make.apply(item));
      } catch (InvalidException e) {
        throw e.within(place + "[" + made.size() + "]");
      }
    }
    return made;
  }
}
