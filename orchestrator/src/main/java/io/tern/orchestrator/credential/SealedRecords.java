package io.tern.orchestrator.credential;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.tern.orchestrator.journal.wire.Credential;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.UnsealException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest record of each slot, still sealed: a secret is in the clear only while it is used.
 * Safe for use by many threads.
 */
final class SealedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(SealedRecords.class);

  private final Map<String, Credential> records = new ConcurrentHashMap<>();
  private final SealedBox box;
  private final LongSupplier clockMs;

  SealedRecords(SealedBox box, LongSupplier clockMs) {
    this.box = box;
    this.clockMs = clockMs;
  }

  byte[] seal(Slot slot, Kept secret) {
    return Credential.newBuilder()
        .setBox(UnsafeByteOperations.unsafeWrap(box.seal(secret.text(), slot.key())))
        .setExpiresMs(secret.expiresMs())
        .addAllAttribute(secret.attributes())
        .build()
        .toByteArray();
  }

  /**
   * @param value null when the slot was emptied
   */
  void apply(byte[] key, byte @org.jspecify.annotations.Nullable [] value) {
    String slot = new String(key, StandardCharsets.UTF_8);
    if (value == null) {
      records.remove(slot);
      return;
    }
    try {
      records.put(slot, Credential.parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      LOG.error("a credential's record cannot be read; its owner has to delegate again");
      records.remove(slot);
    }
  }

  Optional<Kept> find(Slot slot) {
    Credential record = records.get(slot.key());
    if (record == null || record.getExpiresMs() <= clockMs.getAsLong()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Kept(
              box.open(record.getBox().toByteArray(), slot.key()),
              record.getExpiresMs(),
              record.getAttributeList()));
    } catch (UnsealException e) {
      LOG.warn("a credential does not open here: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Keys of the slots whose secrets have expired. */
  List<byte[]> expired() {
    List<byte[]> expired = new ArrayList<>();
    long now = clockMs.getAsLong();
    records.forEach((slot, record) -> {
      if (record.getExpiresMs() <= now) {
        expired.add(slot.getBytes(StandardCharsets.UTF_8));
      }
    });
    return expired;
  }
}
