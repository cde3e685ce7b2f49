package dev.headwater.engine;

/** A view that changes are applied to; what was applied is seen by the next read. */
public interface State extends View {

  /** Writes a row. */
  void apply(Change change);
}
