package io.tern.storage.webdav;

/** An encrypted text; for the {@link Sealing} that made it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shown
record Sealed(byte[] nonce, byte[] text) {
  @Override
  public String toString() {
    return "***";
  }
}
