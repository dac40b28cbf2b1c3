package io.tern.storage;

/** Bytes that have arrived so far by a storage's own markers; clamped so that it never falls. */
public record Progress(long bytes) {}
