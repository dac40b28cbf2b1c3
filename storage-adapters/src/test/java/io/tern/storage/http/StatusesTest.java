package io.tern.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusesTest {
  private final Statuses statuses = new Statuses();

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    statuses.each((server, name, answers) -> counts.put(server + " " + name, answers));
    return counts;
  }

  @Test
  void countsByServerAndClassWhateverPortAndPath() {
    statuses.add(Endpoint.of("https://a/f"), 200);
    statuses.add(Endpoint.of("davs://a:1094/g?secret"), 207);
    statuses.add(Endpoint.of("https://a/f"), 503);
    statuses.add(Endpoint.of("http://b/f"), 404);

    assertThat(counts())
        .isEqualTo(Map.of("https://a 2xx", 2L, "https://a 5xx", 1L, "http://b 4xx", 1L));
  }

  @Test
  void serversBeyondThoseWithNamesAreCountedTogether() {
    for (int i = 0; i < 1_500; i++) {
      statuses.add(Endpoint.of("https://s" + i + "/f"), 200);
    }
    statuses.add(Endpoint.of("https://s0/f"), 200);

    assertThat(counts())
        .hasSize(1_001)
        .containsEntry("https://s0 2xx", 2L)
        .containsEntry("_other 2xx", 500L);
  }
}
