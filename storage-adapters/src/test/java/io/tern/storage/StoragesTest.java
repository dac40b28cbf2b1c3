package io.tern.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.memory.MemoryStorage;
import io.tern.storage.mock.MockStorage;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoragesTest {
  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private final Storages storages =
      new Storages(Map.of("memory", new MemoryStorage(vertx), "mock", new MockStorage(vertx)));

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void findsTheAdapterByScheme() throws Exception {
    Stat stat = loop.of(() -> storages.stat(Location.open("MOCK://h/f?size=5"), Wanted.NOTHING));

    assertThat(stat.size()).isEqualTo(5);
    assertThat(storages.at(Location.open("memory://h/f"))).containsInstanceOf(MemoryStorage.class);
  }

  @Test
  void namesTheSchemeThatNobodySpeaks() throws Exception {
    Location gopher = Location.open("gopher://h/f");
    Failure stat = loop.failure(() -> storages.stat(gopher, Wanted.NOTHING));
    CopyEnd copy = loop.of(() -> storages.copy(copyTo(gopher), seen -> {}).end());

    assertThat(stat.failureClass()).isEqualTo(FailureClass.UNSUPPORTED);
    assertThat(stat.message()).isEqualTo("scheme: gopher (expected: memory, mock)");
    assertThat(copy)
        .isInstanceOfSatisfying(
            CopyEnd.Refused.class, refused -> assertThat(refused.noThirdPartyCopy()).isTrue());
    assertThat(storages.at(gopher)).isEmpty();
  }

  private static CopyRequest copyTo(Location destination) {
    Duration limit = Duration.ofSeconds(1);
    return new CopyRequest(
        Location.open("mock://h/f"),
        destination,
        Direction.PULL,
        false,
        1,
        0,
        0,
        "",
        "",
        new CopyRequest.Limits(limit, limit, limit, limit));
  }
}
