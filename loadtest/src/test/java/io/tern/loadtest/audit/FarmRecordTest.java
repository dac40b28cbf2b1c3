package io.tern.loadtest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FarmRecordTest {
  private final FarmRecord farm = new FarmRecord();

  private void arrives(int id, String path) {
    farm.accept(
        "S\t2\t%d\t127.1.0.1\tpull\thttp://127.1.0.1:80/out/%s\thttp://127.1.0.2:80/s"
            .formatted(id, path));
  }

  @Test
  void countsWhatWasCompleteInATimeByRun() {
    arrives(1, "red/0-0");
    arrives(2, "blue/0-0");
    arrives(3, "blue/0-1");
    arrives(4, "blue/0-2");
    List.of(
            "E\t9\t4\tdone\t7\tthere",
            "E\t10\t1\tdone\t100\tthere",
            "E\t11\t2\tdone\t20\tthere",
            "E\t12\t3\tfailed\t5\tthere")
        .forEach(farm::accept);

    assertThat(farm.delivered(10, 13)).isEqualTo(Map.of("red", 100L, "blue", 20L));
  }
}
