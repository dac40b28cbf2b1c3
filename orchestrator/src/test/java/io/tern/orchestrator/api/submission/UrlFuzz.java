package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Any text for a URL. */
public final class UrlFuzz {
  private UrlFuzz() {}

  /**
   * Whoever reads an accepted URL after us must find the host and the port that we have checked.
   */
  public static void fuzzerTestOneInput(byte[] data) {
    TransferUrl read;
    try {
      read = TransferUrl.parse(new String(data, StandardCharsets.UTF_8));
    } catch (Refusal e) {
      return;
    }
    URI other = uri(read.text());
    if (other != null && other.getHost() != null && !agree(read, other)) {
      throw new AssertionError(read + " is read as " + other.getHost() + " " + other.getPort());
    }
    if (read.host().isEmpty() || read.path().isEmpty() || read.scheme().isEmpty()) {
      throw new AssertionError("not whole: " + read);
    }
  }

  private static boolean agree(TransferUrl read, URI other) {
    return read.host().equalsIgnoreCase(other.getHost())
        && read.port() == other.getPort()
        && read.scheme().equalsIgnoreCase(other.getScheme())
        && read.path().equals(other.getRawPath());
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
