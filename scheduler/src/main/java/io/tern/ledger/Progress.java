package io.tern.ledger;

/**
 * How far an attempt was.
 *
 * @param bytes moved so far
 * @param monoMs when its storage told so, in monotonic milliseconds of this process
 */
public record Progress(long transfer, long bytes, long monoMs) {}
