package io.tern.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.ledger.Capacity;
import io.tern.ledger.Progress;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Hello;
import org.junit.jupiter.api.Test;

class InputsTest {
  @Test
  void progressIsOfTheTimeAtWhichAStorageToldOfIt() {
    Heartbeat beat =
        Heartbeat.newBuilder()
            .setSentMs(1_900)
            .addTransfer(7)
            .addBytes(50)
            .addToldMs(1_000)
            .addTransfer(8)
            .addBytes(60)
            .addToldMs(1_800)
            .build();

    assertThat(Inputs.progress(beat, 40_000))
        .containsExactly(new Progress(7, 50, 41_000), new Progress(8, 60, 41_800));
  }

  @Test
  void anAgentOfBeforeTakesCopiesAndTapesWithinItsOneCapacity() {
    assertThat(Inputs.capacity(Hello.newBuilder().setCapacity(301).build()))
        .isEqualTo(new Capacity(151, 150));
    assertThat(Inputs.capacity(Heartbeat.newBuilder().setCapacity(1).build()))
        .isEqualTo(new Capacity(1, 0));
    assertThat(Inputs.capacity(Heartbeat.newBuilder().setCapacity(300).setTapeCapacity(9).build()))
        .isEqualTo(new Capacity(300, 9));
  }

  @Test
  void bytesWithoutATimeAreNoProgress() {
    Heartbeat beat = Heartbeat.newBuilder().addTransfer(7).addBytes(50).build();

    assertThat(Inputs.progress(beat, 0)).isEmpty();
  }
}
