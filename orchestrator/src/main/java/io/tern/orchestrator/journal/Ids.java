package io.tern.orchestrator.journal;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Job ids as the 16 bytes that wire records hold. */
public final class Ids {
  private Ids() {}

  public static ByteString bytes(UUID id) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .flip());
  }

  public static UUID uuid(ByteString bytes) {
    ByteBuffer in = bytes.asReadOnlyByteBuffer();
    return new UUID(in.getLong(), in.getLong());
  }
}
