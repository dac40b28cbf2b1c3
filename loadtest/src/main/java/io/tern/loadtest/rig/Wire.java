package io.tern.loadtest.rig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Plain requests, one at a time. Calls block; threadsafe. */
final class Wire {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Wire() {}

  /** The status of a GET, or 0 if nobody answers. */
  static int status(String url) throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(URI.create(url))).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The body of a GET that must be answered with 200. */
  static String get(String url) throws IOException, InterruptedException {
    return body(url, send(HttpRequest.newBuilder(URI.create(url))));
  }

  /** The body of a POST of JSON that must be answered with 2xx. */
  static String post(String url, String json) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return body(url, send(request));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String body(String url, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
