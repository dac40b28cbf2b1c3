package io.tern.orchestrator.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An answer as it came over the socket; header names in lower case. */
record Reply(int status, String statusLine, Map<String, String> headers, String body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads one answer; of a HEAD request its body is not awaited. */
  static Reply read(InputStream in, boolean bodied) throws IOException {
    String statusLine = line(in);
    if (!statusLine.startsWith("HTTP/1.")) {
      throw new IOException("no answer but: " + statusLine);
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(statusLine, 9, 12, 10);
    byte[] body = bodied ? body(in, headers) : new byte[0];
    return new Reply(status, statusLine, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      return chunks(in);
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.write(exactly(in, size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  String text(String field) {
    return json().path(field).asText();
  }

  String message() {
    return text("message");
  }

  /** The methods of {@code Allow}. */
  Set<String> allow() {
    String allow = headers.getOrDefault("allow", "");
    return new TreeSet<>(List.of(allow.split(", *")));
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    json().forEach(element -> texts.add(element.path(field).asText()));
    return texts;
  }
}
