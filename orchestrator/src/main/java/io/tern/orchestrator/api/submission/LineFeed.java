package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the one object of a submission of the lines of an NDJSON body: {@code params} on the first,
 * a file on each further one. Empty lines mean nothing. Keeps no line.
 */
final class LineFeed implements Form.Feed {
  private static final byte[] BEGIN = bytes("{\"params\":");
  private static final byte[] FILES = bytes(",\"files\":[");
  private static final byte[] NEXT = bytes(",");
  private static final byte[] END = bytes("]}");

  private final TokenFeed tokens;
  private int lines;
  private boolean inLine;

  LineFeed(TokenFeed tokens) {
    this.tokens = tokens;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void feed(byte[] piece) {
    int from = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] == '\n') {
        part(piece, from, i);
        endLine();
        from = i + 1;
      }
    }
    part(piece, from, piece.length);
  }

  private void part(byte[] piece, int from, int to) {
    int start = from;
    while (!inLine && start < to && isSpace(piece[start])) {
      start++;
    }
    if (start == to) {
      return;
    }
    if (!inLine) {
      inLine = true;
      beginLine();
    }
    tokens.feed(Arrays.copyOfRange(piece, start, to));
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\r' || b == '\t';
  }

  private void beginLine() {
    tokens.feed(lines == 0 ? BEGIN : lines == 1 ? FILES : NEXT);
    lines++;
  }

  /** A line is one whole value; else a later line could speak of what this one began. */
  private void endLine() {
    if (inLine && !tokens.isBetween(lines == 1 ? 1 : 2)) {
      throw Refusal.badRequest("line " + lines + " (expected: one JSON object)");
    }
    inLine = false;
  }

  @Override
  public void end() {
    endLine();
    if (lines == 1) {
      tokens.feed(FILES);
    }
    if (lines > 0) {
      tokens.feed(END);
    }
    tokens.end();
  }

  @Override
  public void close() {
    tokens.close();
  }
}
