package dev.headwater.query.question;

/** Whether alerts are open with an asset as their subject. */
public enum OpenAlerts {
  /** At least one. */
  OPEN,
  NONE;

  static OpenAlerts of(AssetState state) {
    return state.openAlerts() > 0 ? OPEN : NONE;
  }
}
