package io.tern.orchestrator.bridge;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A frame of STOMP 1.1 and 1.2 (stomp.github.io, "STOMP Frames").
 *
 * @param headers of a name that came more than once, the first
 */
record Frame(String command, Map<String, String> headers, Buffer body) {

  static Frame of(String command, Map<String, String> headers) {
    return new Frame(command, headers, Buffer.buffer());
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** As it travels. CONNECT and CONNECTED alone are written without escapes. */
  Buffer encode() {
    StringBuilder head = new StringBuilder(command).append('\n');
    boolean escaped = !command.equals("CONNECT");
    headers.forEach((name, value) ->
        head.append(escaped ? escape(name) : name)
            .append(':')
            .append(escaped ? escape(value) : value)
            .append('\n'));
    return Buffer.buffer(head.append('\n').toString(), StandardCharsets.UTF_8.name())
        .appendBuffer(body)
        .appendByte((byte) 0);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace(":", "\\c");
  }

  /**
   * @throws StompException an escape that there is not
   */
  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' ? meaning(i + 1 < text.length() ? text.charAt(++i) : 0) : c);
    }
    return plain.toString();
  }

  private static char meaning(int escaped) {
    return switch (escaped) {
      case '\\' -> '\\';
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 'c' -> ':';
      default -> throw new StompException("an escape that STOMP does not know: " + escaped);
    };
  }
}
