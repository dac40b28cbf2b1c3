package io.tern.loadtest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
  @Test
  void countsWhatWasCompleteInTheTimeByRun(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("farm.log");
    Files.writeString(
        log,
        """
        F\t1
        S\t2\t1\t127.1.0.1\tpull\thttp://127.1.0.1:80/out/red/0-0\thttp://127.1.0.2:80/s
        S\t2\t2\t127.1.0.1\tpull\thttp://127.1.0.1:80/out/blue/0-0\thttp://127.1.0.2:80/s
        S\t2\t3\t127.1.0.1\tpull\thttp://127.1.0.1:80/out/blue/0-1\thttp://127.1.0.2:80/s
        S\t2\t4\t127.1.0.1\tpull\thttp://127.1.0.1:80/out/blue/0-2\thttp://127.1.0.2:80/s
        W\t3\t1
        E\t9\t4\tdone\t7\tthere
        E\t10\t1\tdone\t100\tthere
        E\t11\t2\tdone\t20\tthere
        E\t12\t3\tfailed\t5\tthere
        """);

    assertThat(Deliveries.read(log, 10, 13))
        .containsOnly(Map.entry("red", 100L), Map.entry("blue", 20L));
  }
}
