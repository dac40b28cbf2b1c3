package io.tern.orchestrator.conformance;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request as its bytes will say it; the target goes out as it is. */
record Call(String method, String target, Who who, Map<String, String> headers, byte[] body) {
  private static final byte[] NOTHING = {};

  static Call of(String method, String target) {
    return new Call(method, target, Who.ALICE, Map.of("Accept", "application/json"), NOTHING);
  }

  static Call get(String target) {
    return of("GET", target);
  }

  static Call delete(String target) {
    return of("DELETE", target);
  }

  /** Apostrophes stand for quotation marks. */
  static Call post(String target, String json) {
    return of("POST", target)
        .header("Content-Type", "application/json")
        .body(json.replace('\'', '"'));
  }

  Call as(Who other) {
    return new Call(method, target, other, headers, body);
  }

  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, target, who, more, body);
  }

  Call without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new Call(method, target, who, fewer, body);
  }

  Call body(String text) {
    return new Call(method, target, who, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The request line, the headers and the empty line of a request on a connection of its own.
   *
   * @param shown headers that tell who asks
   */
  String head(String version, Map<String, String> shown) {
    StringBuilder head = new StringBuilder(method).append(' ').append(target).append(' ');
    head.append(version).append("\r\nHost: tern.example\r\nConnection: close\r\n");
    for (Map<String, String> some : List.of(shown, headers)) {
      some.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    }
    boolean bodied = body.length > 0 || method.equals("POST") || method.equals("PUT");
    if (bodied && !headers.containsKey("Transfer-Encoding")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}
