package io.tern.loadtest.audit;

import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.farm.space.NameSpace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What is at the destinations, asked of the storages themselves. Calls block; threadsafe. */
final class Destinations {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final NameSpace sources = new NameSpace(false);

  /**
   * Whether {@code destination} has the size and the checksum of {@code source}, a file by rule.
   */
  boolean holds(String source, String destination) throws IOException, InterruptedException {
    Content expected = sources.find(FileName.ofUrl(source));
    if (expected == null) {
      throw new IllegalArgumentException("not a source of the farm: " + source);
    }
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(destination))
            .timeout(Duration.ofSeconds(30))
            .header("Want-Digest", "adler32")
            .HEAD()
            .build();
    HttpResponse<Void> answer = http.send(head, HttpResponse.BodyHandlers.discarding());
    return answer.statusCode() == 200
        && answer.headers().firstValueAsLong("Content-Length").orElse(-1) == expected.size()
        && answer.headers().firstValue("Digest").orElse("").equals("adler32=" + expected.digest());
  }
}
