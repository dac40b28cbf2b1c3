package io.tern.orchestrator.api.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;

/**
 * The first message of a TLS handshake (RFC 5246, 7.4.1.2) that no library of today would send.
 *
 * @param version such as 0x0302 for TLS 1.1
 * @param suites by their numbers at IANA
 */
record ClientHello(int version, List<Integer> suites) {
  private static final int HANDSHAKE = 22;

  /** Curve P-256, uncompressed points, RSA with SHA-256, secure renegotiation. */
  private static final byte[] EXTENSIONS =
      HexFormat.of()
          .parseHex("000a000400020017" + "000b00020100" + "000d0006000404010804" + "ff01000100");

  /** What a server said first. */
  sealed interface Answer {
    /** It goes on with the handshake. */
    record Hello() implements Answer {}

    /**
     * It refuses.
     *
     * @param number of RFC 8446, 6.2
     */
    record Alert(int number) implements Answer {}
  }

  Answer sendTo(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(record());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int type = in.readUnsignedByte();
      in.skipNBytes(4 + 1);
      return type == HANDSHAKE ? new Answer.Hello() : new Answer.Alert(in.readUnsignedByte());
    }
  }

  private byte[] record() {
    byte[] body = body();
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(HANDSHAKE);
    two(record, version);
    two(record, body.length + 4);
    record.write(1);
    record.write(0);
    two(record, body.length);
    record.writeBytes(body);
    return record.toByteArray();
  }

  private byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    two(body, version);
    body.writeBytes(new byte[32]);
    body.write(0);
    two(body, 2 * suites.size());
    suites.forEach(suite -> two(body, suite));
    two(body, 0x0100);
    two(body, EXTENSIONS.length);
    body.writeBytes(EXTENSIONS);
    return body.toByteArray();
  }

  private static void two(ByteArrayOutputStream out, int number) {
    out.write(number >> 8);
    out.write(number);
  }
}
