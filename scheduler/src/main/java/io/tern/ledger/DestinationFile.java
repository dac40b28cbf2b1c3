package io.tern.ledger;

/**
 * A file that was in the way of a copy, as its storage describes it.
 *
 * @param size in bytes
 * @param checksum {@code ALG:value}, empty when the storage did not deliver one
 * @param onTape whether it is safe on tape, as far as its storage has one
 * @param onDisk whether it can be read without being brought online
 */
public record DestinationFile(long size, String checksum, boolean onTape, boolean onDisk) {}
