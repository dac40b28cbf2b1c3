package io.tern.schedule;

/** Where among the equals of its queue a transfer begins to wait. */
public enum Place {
  /** It has waited before: a retry, a return from hold. */
  FIRST,
  LAST
}
