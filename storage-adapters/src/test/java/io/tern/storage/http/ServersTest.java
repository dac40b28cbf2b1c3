package io.tern.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServersTest {
  private final Servers servers = new Servers();
  private final Map<String, Long> answers = new TreeMap<>();
  private final Map<String, String> connections = new TreeMap<>();

  private void read() {
    servers.each(
        new Servers.Visitor() {
          @Override
          public void answers(String server, String statusClass, long count) {
            answers.put(server + " " + statusClass, count);
          }

          @Override
          public void connections(String server, long opened, double seconds) {
            connections.put(server, opened + " in " + seconds);
          }
        });
  }

  @Test
  void countsByServerAndClassWhateverPortAndPath() {
    servers.add(Endpoint.of("https://a/f"), 200);
    servers.add(Endpoint.of("davs://a:1094/g?secret"), 207);
    servers.add(Endpoint.of("https://a/f"), 503);
    servers.add(Endpoint.of("http://b/f"), 404);
    read();

    assertThat(answers)
        .isEqualTo(Map.of("https://a 2xx", 2L, "https://a 5xx", 1L, "http://b 4xx", 1L));
  }

  @Test
  void addsUpTheTimeThatConnectionsTook() {
    servers.connected(Endpoint.of("https://a/f"), TimeUnit.MILLISECONDS.toNanos(250));
    servers.connected(Endpoint.of("https://a:8443/g"), TimeUnit.MILLISECONDS.toNanos(500));
    servers.add(Endpoint.of("http://b/f"), 200);
    read();

    assertThat(connections).isEqualTo(Map.of("https://a", "2 in 0.75", "http://b", "0 in 0.0"));
  }

  @Test
  void serversBeyondThoseWithNamesAreCountedTogether() {
    for (int i = 0; i < 1_500; i++) {
      servers.add(Endpoint.of("https://s" + i + "/f"), 200);
      servers.connected(Endpoint.of("https://s" + i + "/f"), 0);
    }
    servers.add(Endpoint.of("https://s0/f"), 200);
    read();

    assertThat(answers)
        .hasSize(1_001)
        .containsEntry("https://s0 2xx", 2L)
        .containsEntry("_other 2xx", 500L);
    assertThat(connections).hasSize(1_001).containsEntry("_other", "500 in 0.0");
  }
}
