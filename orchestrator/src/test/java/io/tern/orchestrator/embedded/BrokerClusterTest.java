package io.tern.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers, three replicas, TLS and SCRAM. */
@Tag("full")
@Timeout(300)
class BrokerClusterTest {
  @TempDir Path directory;

  @Test
  void keepsWhatItAcknowledgedWhenABrokerIsKilled() throws Exception {
    try (Cluster cluster = Cluster.start(directory)) {
      Clients clients = new Clients(new HashMap<>(cluster.connection()));
      await().atMost(Duration.ofSeconds(60)).until(() -> clients.brokers() == Cluster.NODES);
      clients.createTopic(Cluster.NODES);
      clients.commit("before");

      cluster.killOne();

      clients.commit("after");
      assertThat(clients.read()).containsExactly("before", "after");
    }
  }
}
