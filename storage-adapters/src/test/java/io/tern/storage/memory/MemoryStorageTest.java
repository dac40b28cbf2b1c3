package io.tern.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryStorageTest extends StorageContract {
  private static final Failure TOLD =
      new Failure(FailureClass.STORAGE_IO, Side.DESTINATION, Phase.TRANSFER, true, "as told");

  private final MemoryStorage memory = new MemoryStorage(vertx);

  @Override
  protected Storage storage() {
    return memory;
  }

  @Override
  protected Location put(String name, byte[] content) {
    String url = "memory://a/data/" + name;
    memory.put(url, content);
    return Location.open(url);
  }

  @Override
  protected Location destination(String name) {
    memory.put("memory://b/data/.there", new byte[0]);
    return Location.open("memory://b/data/" + name);
  }

  @Override
  protected Optional<Location> lasting(Location destination, Duration time) {
    memory.copiesTake(time);
    return Optional.of(destination);
  }

  @Test
  void failsOnceAsTold() throws Exception {
    Location file = put(name("told"), bytes("abc"));
    memory.failNextRequest(file.url(), TOLD);

    assertThat(failure(() -> memory.stat(file, Storage.Wanted.NOTHING))).isEqualTo(TOLD);
    assertThat(of(() -> memory.stat(file, Storage.Wanted.NOTHING)).size()).isEqualTo(3);
  }

  @Test
  void leavesAPartialFileWhenACopyBreaksAsTold() throws Exception {
    Location source = put(name("whole"), bytes("12345678"));
    Location destination = destination(name("part"));
    memory.endNextCopy(destination.url(), new CopyEnd.Broken(TOLD));

    CopyEnd end = of(() -> copy(source, destination, Direction.PUSH, false, 8).end());

    assertThat(end).isEqualTo(new CopyEnd.Broken(TOLD));
    assertThat(memory.content(destination.url())).hasValue(bytes("123456"));
  }
}
