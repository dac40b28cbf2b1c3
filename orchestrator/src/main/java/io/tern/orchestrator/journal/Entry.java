package io.tern.orchestrator.journal;

import org.jspecify.annotations.Nullable;

/**
 * A record of the journal as it travels.
 *
 * @param key by {@link Keys}
 * @param value null to remove what the key holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes go from one buffer to another
public record Entry(byte[] key, byte @Nullable [] value) {}
