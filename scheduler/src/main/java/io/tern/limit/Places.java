package io.tern.limit;

/**
 * The places of one limited thing: how many there are and how many are taken. More may be taken
 * than there are, by transfers found running at start-up or after a ceiling was lowered; then none
 * is free until enough have ended.
 */
public final class Places {
  private int ceiling;
  private int used;
  private int reserved;
  private boolean closed;

  public Places(int ceiling) {
    ceiling(ceiling);
  }

  /** Whether one more transfer may start here. */
  public boolean hasRoom() {
    return used + reserved < ceiling && !closed;
  }

  /** Whether one for whom a place is kept may start here: not if the ceiling has sunk since. */
  public boolean hasKept() {
    return used < ceiling && !closed;
  }

  /** Takes a place, above the ceiling if need be. */
  public void take() {
    used++;
  }

  /** Gives a place back. */
  public void free() {
    if (used == 0) {
      throw new IllegalStateException("used: 0 (expected: a place taken before it is freed)");
    }
    used--;
  }

  /** Keeps a free place for one who still lacks another elsewhere. */
  public void reserve() {
    reserved++;
  }

  /** Ends a {@link #reserve}, whether the place is then taken or not. */
  public void unreserve() {
    if (reserved == 0) {
      throw new IllegalStateException("reserved: 0 (expected: a place reserved before)");
    }
    reserved--;
  }

  public int reserved() {
    return reserved;
  }

  public int used() {
    return used;
  }

  public int ceiling() {
    return ceiling;
  }

  /** Takes effect at once; 0 lets nothing start. */
  public void ceiling(int ceiling) {
    if (ceiling < 0) {
      throw new IllegalArgumentException("ceiling: " + ceiling + " (expected: >= 0)");
    }
    this.ceiling = ceiling;
  }

  public boolean isClosed() {
    return closed;
  }

  /** Whether no place will come free here however many transfers end. */
  public boolean isShut() {
    return closed || ceiling == 0;
  }

  /** A closed thing lets nothing start, whatever its ceiling; what runs there goes on. */
  public void closed(boolean closed) {
    this.closed = closed;
  }
}
