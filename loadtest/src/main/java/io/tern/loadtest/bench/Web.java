package io.tern.loadtest.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Requests to one service over connections that are kept. Calls block; threadsafe.
 *
 * @param token empty for none
 */
record Web(HttpClient client, String service, String token) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  Web with(String other) {
    return new Web(client, service, other);
  }

  /** The body of a GET that must be answered with 200. */
  String get(String path) throws IOException, InterruptedException {
    return answer(request(path).build());
  }

  /** A GET whose answer is not looked at, as long as it is 200. */
  void read(String path) throws IOException, InterruptedException {
    String unused = get(path);
  }

  /** The body of a POST of JSON that must be answered with 200. */
  String post(String path, String json) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + path)).timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private String answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
