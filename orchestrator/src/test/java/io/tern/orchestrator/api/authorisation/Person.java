package io.tern.orchestrator.api.authorisation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** A caller with what it shows. */
record Person(HttpClient client, String address, Optional<String> token) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpRequest request(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return request.build();
  }

  /** Only the status: some answers never end. */
  int status(String method, String path, String body) throws Exception {
    HttpResponse<InputStream> response =
        client.send(request(method, path, body), BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  JsonNode json(String method, String path, String body) throws Exception {
    return JSON.readTree(text(method, path, body));
  }

  /** The whole body, once it has ended. */
  String text(String method, String path, String body) throws Exception {
    return client.send(request(method, path, body), BodyHandlers.ofString()).body();
  }

  JsonNode get(String path) throws Exception {
    return json("GET", path, "");
  }
}
