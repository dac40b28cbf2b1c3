package io.tern.storage.http;

import io.vertx.core.http.HttpClientResponse;

/** Redirects, followed by hand: the same method with the same headers, whatever the code. */
public final class Redirect {
  public static final int MAX_HOPS = 5;
  public static final String LOCATION = "Location";

  private Redirect() {}

  public static boolean is(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.getHeader(LOCATION) != null;
      default -> false;
    };
  }

  /**
   * @param hops that were followed before
   * @throws IllegalArgumentException if it leads nowhere Tern would go
   */
  public static Endpoint follow(Endpoint from, String location, int hops) {
    if (hops >= MAX_HOPS) {
      throw new IllegalArgumentException("redirects: more than " + MAX_HOPS + " from " + from);
    }
    Endpoint next = from.redirected(location);
    if (from.tls() && !next.tls()) {
      throw new IllegalArgumentException("redirect: from https to " + next + " is not followed");
    }
    return next;
  }
}
