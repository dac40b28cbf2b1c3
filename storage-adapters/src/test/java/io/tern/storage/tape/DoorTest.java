package io.tern.storage.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.storage.http.Endpoint;
import org.junit.jupiter.api.Test;

class DoorTest {
  private final Door door = new Door(Endpoint.of("https://tape.example/"), 0);

  @Test
  void whatIsMeantForAllKeepsAllAwayUntilTheLatestTime() {
    door.failed(FailureClass.OVERLOADED, 100);
    door.failed(FailureClass.CONNECTION, 50);

    assertThat(door.isQuiet(99)).isTrue();
    assertThat(door.isQuiet(100)).isFalse();
  }

  @Test
  void whatIsMeantForOneUserKeepsNobodyElseAway() {
    door.failed(FailureClass.PERMISSION, 100);
    door.failed(FailureClass.STORAGE_IO, 100);

    assertThat(door.isQuiet(1)).isFalse();
  }
}
