package io.tern.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code deploy/} ships is a configuration that the service starts with. */
class ShippedConfigurationTest {
  @Test
  void nodesInClustersKnowTheirCallersOverTls() {
    Config config =
        ServeCommand.parse(
                List.of("--config", "../deploy/kustomize/base/tern.yaml", "--node", "tern-0"),
                Map.of("TERN_KAFKA", "kafka-bootstrap:9092"))
            .config();

    assertThat(config.identity().mode()).isEqualTo(Identity.Mode.CREDENTIALS);
    assertThat(config.server().tls()).isPresent();
    assertThat(config.secrets().keys()).hasSize(1);
  }

  @Test
  void aNodeOfComposeIsOpenToWhoIsBesideIt() {
    Config config =
        ServeCommand.parse(
                List.of("--config", "../deploy/compose/tern.yaml", "--open-loopback"), Map.of())
            .config();

    assertThat(config.server().http().isLoopback()).isTrue();
    assertThat(config.kafka().unsafeAllowLowReplication()).isTrue();
  }
}
