package io.tern.ledger;

/**
 * When a job is likely to be over.
 *
 * @param slot of the transfer that is likely to be over last, or of which nobody knows; {@link
 *     Rows#NONE} if none is left
 * @param endMs from now; below 0 if nobody knows
 */
record Foreseen(int slot, long endMs) {
  static final Foreseen OVER = new Foreseen(Rows.NONE, 0);

  static Foreseen unknown(int slot) {
    return new Foreseen(slot, -1);
  }

  boolean isKnown() {
    return endMs >= 0;
  }

  Foreseen orLater(Foreseen other) {
    return slot == Rows.NONE || other.endMs > endMs ? other : this;
  }

  /** This first, and then the other. */
  Foreseen then(Foreseen other) {
    return new Foreseen(other.slot, endMs + other.endMs);
  }
}
