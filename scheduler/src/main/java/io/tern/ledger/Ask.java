package io.tern.ledger;

/**
 * Who waits for the answer to a command.
 *
 * @param requestId empty when nobody waits
 * @param offset the command's own place in its log
 */
public record Ask(String requestId, String node, long offset) {
  public static final Ask NOBODY = new Ask("", "", -1);

  boolean awaited() {
    return !requestId.isEmpty();
  }
}
