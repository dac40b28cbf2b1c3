package io.tern.cli.wire;

/** What ends a command early, told in one line. */
public final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Exit exit;

  public Trouble(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  public Exit exit() {
    return exit;
  }
}
