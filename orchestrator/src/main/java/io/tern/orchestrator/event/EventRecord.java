package io.tern.orchestrator.event;

/**
 * A message as it travels.
 *
 * @param vo whose transfer it speaks of; the record's key
 * @param json the message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes go from one buffer to another
public record EventRecord(EventKind kind, String vo, byte[] json) {
  /** The header of a record that says its kind. */
  public static final String KIND = "kind";
}
