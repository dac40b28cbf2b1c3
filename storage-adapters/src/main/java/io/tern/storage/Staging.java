package io.tern.storage;

import java.time.Duration;

/**
 * How a file is to be brought online from tape.
 *
 * @param pin for how long it shall stay on disk; zero for as long as the adapter usually asks for
 * @param metadata JSON that the tape system may heed, empty for none
 */
public record Staging(Duration pin, String metadata) {
  public static final Staging USUAL = new Staging(Duration.ZERO, "");
}
