package io.tern.orchestrator.api.exchange;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;

/** Request paths as lists of segments; repeated and trailing slashes mean nothing. */
final class Paths {
  private Paths() {}

  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(4);
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      if (to > from) {
        segments.add(decoded(path.substring(from, to)));
      }
      from = to + 1;
    }
    return segments;
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("path segment " + segment + " (expected: valid percent-encoding)");
    }
  }
}
