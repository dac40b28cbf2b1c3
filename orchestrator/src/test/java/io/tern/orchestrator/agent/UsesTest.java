package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.event.Shown;
import io.tern.orchestrator.event.Use;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is noted of the credentials that attempts show. */
class UsesTest {

  /** Those who have a name for a token have the token. */
  private record Named(Storages others) implements Storages {
    @Override
    public Optional<Storage> at(Location location) {
      return others.at(location);
    }

    @Override
    public Optional<Shown> shown(JobOwner owner, String token, String url) {
      return token.isEmpty() ? Optional.empty() : Optional.of(new Shown(Shown.Kind.TOKEN, token));
    }
  }

  private final Bench bench = new Bench(Bench.withCapacity(100), Named::new);

  private void start(int attempt) {
    bench.start(
        7,
        attempt,
        start -> {
          start.getFileBuilder().setDestinationToken("0123");
          return start.setOwner("aa").setVo("cms");
        });
  }

  @Test
  void anAttemptIsOneLine() {
    start(3);

    assertThat(bench.topics.uses)
        .extracting(UsesTest::line)
        .containsExactly(
            "{\"time\":\"1970-01-01T00:16:40Z\",\"owner\":\"aa\",\"vo\":\"cms\","
                + "\"job_id\":\"00000000-0000-0000-0000-000000000000\",\"file_id\":7,\"attempt\":3,"
                + "\"agent\":\"agent-1\",\"destination\":{\"storage\":\"dst://b\","
                + "\"kind\":\"token\",\"name\":\"0123\"}}");
  }

  private static String line(Use use) {
    return new String(use.json(), StandardCharsets.UTF_8);
  }

  @Test
  void whoShowsNothingIsNotNoted() {
    bench.start(1, 1, start -> start);

    assertThat(bench.topics.uses).isEmpty();
    assertThat(bench.topics.reports).isNotEmpty();
  }

  @Test
  void aLineThatIsNotTakenIsWrittenAgain() {
    bench.topics.broker = FakeTopics.Broker.IS_AWAY;
    start(1);
    assertThat(bench.topics.uses).isEmpty();

    bench.topics.broker = FakeTopics.Broker.ACKNOWLEDGES;
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.topics.uses).hasSize(1);
  }
}
