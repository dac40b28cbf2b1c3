package io.tern.storage;

import java.time.Duration;

/**
 * How a file is to be brought online from tape.
 *
 * @param pin for how long it shall stay on disk; zero for as long as the adapter usually asks for
 * @param metadata JSON that the tape system may heed, empty for none
 * @param request by which it was asked for before, perhaps at another node; empty for not yet
 */
public record Staging(Duration pin, String metadata, String request) {
  public static final Staging USUAL = new Staging(Duration.ZERO, "", "");

  public Staging(Duration pin, String metadata) {
    this(pin, metadata, "");
  }

  /** The same, to be asked for by another request. */
  public Staging anew() {
    return new Staging(pin, metadata);
  }
}
