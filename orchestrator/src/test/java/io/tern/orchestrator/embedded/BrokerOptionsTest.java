package io.tern.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerOptionsTest {
  @Test
  void readsWhatItWrites() {
    BrokerOptions node =
        new BrokerOptions(
            Path.of("/data/two"),
            "127.0.0.2",
            new BrokerPort(9092, false),
            new BrokerPort(9093, false),
            2,
            "VGVybi1lbWJlZGRlZC0wMQ",
            "1@127.0.0.1:9093,2@127.0.0.2:9093",
            true,
            Optional.of(Path.of("tls.properties")),
            true);

    assertThat(BrokerOptions.parse(node.toArguments())).isEqualTo(node);
  }

  @Test
  void isAClusterOfOneOnLoopbackUnlessToldOtherwise() {
    BrokerOptions options = BrokerOptions.parse(List.of("--data", "d"));

    assertThat(options.toArguments())
        .containsExactly(
            "--data",
            "d",
            "--host",
            "127.0.0.1",
            "--port",
            "19092+",
            "--controller-port",
            "19093+",
            "--node-id",
            "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--host h                               | --data: missing",
        "--data                                 | --data: missing value",
        "--data d --prot 1                      | unknown argument: --prot",
        "--data d --port x                      | broker port: x",
        "--data d --port 32768                  | broker port: 32768",
        "--data d --node-id 0                   | --node-id: 0",
        "--data d --node-id one                 | --node-id: one",
        "--data d --voters 1@h:1                | --controller-port: 19093+",
        "--data d --voters 1@h:1 --controller-port 1 | --cluster-id: missing"
      })
  void refusesWhatItCannotMean(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerOptions.parse(List.of(line.strip().split(" "))))
        .withMessageContaining(message);
  }
}
