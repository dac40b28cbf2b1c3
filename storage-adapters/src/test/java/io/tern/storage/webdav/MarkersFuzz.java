package io.tern.storage.webdav;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Any body of a COPY, cut anywhere. */
public final class MarkersFuzz {
  private static final long SIZE = 1_000_000;

  private MarkersFuzz() {}

  /**
   * Bytes never fall and never exceed the size.
   *
   * @param data the size of pieces, then the body
   */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length > 0) {
      read(SIZE, data);
      read(-1, data);
    }
  }

  private static void read(long size, byte[] data) {
    Markers markers = new Markers(size);
    long[] before = new long[1];
    Lines lines =
        new Lines(line -> {
          markers.line(line);
          check(before[0], markers.bytes(), size);
          before[0] = markers.bytes();
        });
    int piece = Byte.toUnsignedInt(data[0]) + 1;
    for (int from = 1; from < data.length; from += piece) {
      lines.add(Buffer.buffer(data).slice(from, Math.min(data.length, from + piece)));
    }
    lines.end();
    markers.result().ifPresent(result -> words(result.line()));
  }

  private static void check(long before, long now, long size) {
    if (now < before || size >= 0 && now > size) {
      throw new AssertionError(now + " bytes after " + before + " of " + size);
    }
  }

  private static void words(String line) {
    if (Markers.words(line).getBytes(StandardCharsets.UTF_8).length > 4 * Lines.MAX_LINE) {
      throw new AssertionError("longer than a line");
    }
  }
}
