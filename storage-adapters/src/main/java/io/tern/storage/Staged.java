package io.tern.storage;

/**
 * How far the staging of a file has come.
 *
 * @param online it is on disk
 * @param request by which its tape system was asked for it, empty while it was not; whoever knows
 *     the name may go on with it at any node
 */
public record Staged(boolean online, String request) {
  /** On disk, and no tape system was asked. */
  public static final Staged ONLINE = new Staged(true, "");
}
