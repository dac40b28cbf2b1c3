package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a store writes down where it comes from and how far it came. */
final class Progress {
  static final byte[] KEY = "applied".getBytes(StandardCharsets.UTF_8);
  static final byte[] ENDED_KEY = "ended".getBytes(StandardCharsets.UTF_8);
  static final byte[] ORIGIN_KEY = "origin".getBytes(StandardCharsets.UTF_8);

  /** Grows with each change of what the store's own keys and values mean; older ones are no use. */
  private static final int LAYOUT = 2;

  private static final int NUMBERS = 16;

  private Progress() {}

  static byte[] bytes(Applied applied) {
    byte[] position = applied.position().toByteArray();
    return ByteBuffer.allocate(NUMBERS + position.length)
        .putLong(applied.journalOffset())
        .putLong(applied.recordMs())
        .put(position)
        .array();
  }

  static Applied applied(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] position = Arrays.copyOfRange(bytes, NUMBERS, bytes.length);
    return new Applied(Stored.parse(Position.parser(), position), in.getLong(), in.getLong());
  }

  static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte @Nullable [] bytes) {
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
  }

  static byte[] bytes(Origin origin) {
    String text =
        String.join(
            "\n",
            origin.clusterId(),
            origin.topicId(),
            Integer.toString(origin.format()),
            "layout " + LAYOUT);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
