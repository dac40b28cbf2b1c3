package io.tern.orchestrator.credential;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.tern.orchestrator.journal.wire.Credential;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.UnsealException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest record of each slot, still sealed: a secret is in the clear only while it is used.
 * Safe for use by many threads.
 */
final class SealedRecords {
  private static final Logger LOG = LoggerFactory.getLogger(SealedRecords.class);

  private final Map<Slot.Kind, Map<Slot, Credential>> records = new EnumMap<>(Slot.Kind.class);
  private final Map<OwnerId, Integer> tokens = new ConcurrentHashMap<>();
  private final SealedBox box;
  private final LongSupplier clockMs;

  SealedRecords(SealedBox box, LongSupplier clockMs) {
    this.box = box;
    this.clockMs = clockMs;
    Arrays.stream(Slot.Kind.values()).forEach(kind -> records.put(kind, new ConcurrentHashMap<>()));
  }

  byte[] seal(Slot slot, Kept secret) {
    return Credential.newBuilder()
        .setBox(UnsafeByteOperations.unsafeWrap(box.seal(secret.text(), slot.key())))
        .setExpiresMs(secret.expiresMs())
        .addAllAttribute(secret.attributes())
        .setKeptMs(clockMs.getAsLong())
        .setIssuer(secret.issuer())
        .build()
        .toByteArray();
  }

  /**
   * @param value null when the slot was emptied
   * @return the slot; empty when the key is none that this node knows
   */
  Optional<Slot> apply(byte[] key, byte @Nullable [] value) {
    try {
      Slot slot = Slot.parse(new String(key, StandardCharsets.UTF_8));
      boolean before = holds(slot);
      apply(slot, value);
      count(slot, before);
      return Optional.of(slot);
    } catch (IllegalArgumentException e) {
      LOG.warn("a credential's record is passed over: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void apply(Slot slot, byte @Nullable [] value) {
    if (value == null) {
      of(slot.kind()).remove(slot);
      return;
    }
    try {
      of(slot.kind()).put(slot, Credential.parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      LOG.error("a credential's record cannot be read; its owner has to delegate again");
      of(slot.kind()).remove(slot);
    }
  }

  /** Whether there is a token under that name, or what another one is given for. */
  private boolean holds(Slot slot) {
    return slot.isOfToken()
        && (of(Slot.Kind.TOKEN).containsKey(slot.as(Slot.Kind.TOKEN))
            || of(Slot.Kind.REFRESH).containsKey(slot.as(Slot.Kind.REFRESH)));
  }

  private void count(Slot slot, boolean before) {
    int more = Boolean.compare(holds(slot), before);
    if (more != 0) {
      tokens.compute(
          slot.owner(),
          (owner, count) -> {
            int now = (count == null ? 0 : count) + more;
            return now == 0 ? null : now;
          });
    }
  }

  /** By names: a token and what renews it count once. */
  int tokensOf(OwnerId owner) {
    return tokens.getOrDefault(owner, 0);
  }

  /** {@link #tokensOf} all owners together. */
  int tokens() {
    return tokens.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** {@link #tokensOf} the owner who has most. */
  int mostTokens() {
    return tokens.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private Map<Slot, Credential> of(Slot.Kind kind) {
    return records.getOrDefault(kind, Map.of());
  }

  Optional<Kept> find(Slot slot) {
    Credential record = of(slot.kind()).get(slot);
    if (record == null || isOver(record)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Kept(
              box.open(record.getBox().toByteArray(), slot.key()),
              record.getExpiresMs(),
              record.getAttributeList(),
              record.getIssuer()));
    } catch (UnsealException e) {
      LOG.warn("a credential does not open here: {}", e.getMessage());
      return Optional.empty();
    }
  }

  Optional<Held> glance(Slot slot) {
    return Optional.ofNullable(of(slot.kind()).get(slot))
        .filter(record -> !isOver(record))
        .map(record -> held(slot, record));
  }

  List<Held> all(Slot.Kind kind) {
    return of(kind).entrySet().stream()
        .filter(entry -> !isOver(entry.getValue()))
        .map(entry -> held(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Held held(Slot slot, Credential record) {
    return new Held(slot, record.getKeptMs(), record.getExpiresMs(), record.getIssuer());
  }

  /** Keys of the slots whose secrets have expired. */
  List<byte[]> expired() {
    return records.values().stream().flatMap(this::expired).toList();
  }

  private Stream<byte[]> expired(Map<Slot, Credential> ofKind) {
    return ofKind.entrySet().stream()
        .filter(entry -> isOver(entry.getValue()))
        .map(entry -> entry.getKey().key().getBytes(StandardCharsets.UTF_8));
  }

  private boolean isOver(Credential record) {
    return record.getExpiresMs() <= clockMs.getAsLong();
  }
}
