package dev.headwater.engine;

/** A view that changes can be applied to. The next read sees them. */
public interface State extends View {

  /** Writes a row. */
  void apply(Change change);
}
