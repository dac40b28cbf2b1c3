package io.tern.orchestrator.api.exchange;

import java.io.ByteArrayOutputStream;

/** Undoes percent-encoding of a body that comes in pieces. */
public final class PercentDecoder {
  private int pending;
  private int high;

  /** The decoded bytes of the next piece. */
  public byte[] decode(byte[] piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(piece.length);
    for (byte b : piece) {
      take(b, out);
    }
    return out.toByteArray();
  }

  private void take(byte b, ByteArrayOutputStream out) {
    if (pending == 0) {
      if (b == '%') {
        pending = 2;
      } else {
        out.write(b);
      }
      return;
    }
    int digit = Character.digit(b, 16);
    if (digit < 0) {
      throw Refusal.badRequest("Badly formatted JSON request: bad percent-encoding");
    }
    if (--pending == 1) {
      high = digit;
    } else {
      out.write(high << 4 | digit);
    }
  }
}
