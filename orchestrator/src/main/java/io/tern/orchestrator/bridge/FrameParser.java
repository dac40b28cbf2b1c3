package io.tern.orchestrator.bridge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes frames out of what a broker sends, however it is cut. One thread. */
final class FrameParser implements Handler<Buffer> {
  /** Brokers send a client that only sends receipts and errors. */
  static final int MAX_FRAME = 64 * 1024;

  private final Handler<Frame> frames;
  private Buffer pending = Buffer.buffer();

  FrameParser(Handler<Frame> frames) {
    this.frames = frames;
  }

  /**
   * @throws StompException what came is no frame, or one of more than {@value #MAX_FRAME} bytes
   */
  @Override
  public void handle(Buffer data) {
    pending.appendBuffer(data);
    int start = 0;
    int end = end(skipBeats(start));
    while (end >= 0) {
      frames.handle(parse(skipBeats(start), end));
      start = end + 1;
      end = end(skipBeats(start));
    }
    pending = pending.getBuffer(skipBeats(start), pending.length());
    if (pending.length() > MAX_FRAME) {
      throw new StompException("a frame of more than " + MAX_FRAME + " bytes");
    }
  }

  /** Line ends between frames are heart-beats. */
  private int skipBeats(int from) {
    int at = from;
    while (at < pending.length() && (is(at, '\n') || is(at, '\r'))) {
      at++;
    }
    return at;
  }

  /** Where the frame that begins at {@code start} ends, -1 while it has not come. */
  private int end(int start) {
    int body = bodyOf(start);
    if (body < 0) {
      return -1;
    }
    int length = length(start, body);
    if (length >= 0) {
      return body + length < pending.length() ? body + length : -1;
    }
    int at = body;
    while (at < pending.length() && pending.getByte(at) != 0) {
      at++;
    }
    return at < pending.length() ? at : -1;
  }

  /** Where the body begins, after the first empty line; -1 while that has not come. */
  private int bodyOf(int start) {
    for (int at = start; at + 1 < pending.length(); at++) {
      if (is(at, '\n') && is(at + 1, '\n')) {
        return at + 2;
      }
      if (is(at, '\n') && is(at + 1, '\r') && at + 2 < pending.length() && is(at + 2, '\n')) {
        return at + 3;
      }
    }
    return -1;
  }

  private int length(int start, int body) {
    String text = head(start, body).getOrDefault("content-length", "");
    if (text.isEmpty()) {
      return -1;
    }
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) > MAX_FRAME) {
      throw new StompException("content-length: " + text + " (expected: 0 to " + MAX_FRAME + ")");
    }
    return Integer.parseInt(text);
  }

  private Frame parse(int start, int end) {
    int body = bodyOf(start);
    return new Frame(
        lines(start, body)[0], head(start, body), pending.getBuffer(body, Math.max(body, end)));
  }

  private Map<String, String> head(int start, int body) {
    String[] lines = lines(start, body);
    boolean escaped = !lines[0].equals("CONNECTED");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new StompException("a header without a name in a frame " + lines[0]);
      }
      String name = lines[i].substring(0, colon);
      String value = lines[i].substring(colon + 1);
      headers.putIfAbsent(
          escaped ? Frame.unescape(name) : name, escaped ? Frame.unescape(value) : value);
    }
    return headers;
  }

  private String[] lines(int start, int body) {
    return pending.getString(start, body, StandardCharsets.UTF_8.name()).strip().split("\r?\n");
  }

  private boolean is(int at, char c) {
    return pending.getByte(at) == c;
  }
}
