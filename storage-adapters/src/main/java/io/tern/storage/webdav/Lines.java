package io.tern.storage.webdav;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream into lines wherever its buffers end. Lines lose their CR; what exceeds {@value
 * #MAX_LINE} bytes of one line is dropped. Holds memory only while a line is incomplete.
 */
final class Lines {
  static final int MAX_LINE = 8192;
  private static final byte[] NONE = {};

  private final Consumer<String> line;
  private byte[] begun = NONE;

  Lines(Consumer<String> line) {
    this.line = line;
  }

  void add(Buffer buffer) {
    int from = 0;
    for (int at = 0; at < buffer.length(); at++) {
      if (buffer.getByte(at) == '\n') {
        keep(buffer, from, at);
        end();
        from = at + 1;
      }
    }
    keep(buffer, from, buffer.length());
  }

  /** The last line may lack its end. */
  void end() {
    if (begun.length > 0) {
      int length = begun[begun.length - 1] == '\r' ? begun.length - 1 : begun.length;
      String text = new String(begun, 0, length, StandardCharsets.UTF_8);
      begun = NONE;
      line.accept(text);
    }
  }

  private void keep(Buffer buffer, int from, int to) {
    int taken = Math.min(to - from, MAX_LINE - begun.length);
    if (taken > 0) {
      byte[] longer = Arrays.copyOf(begun, begun.length + taken);
      buffer.getBytes(from, from + taken, longer, begun.length);
      begun = longer;
    }
  }
}
