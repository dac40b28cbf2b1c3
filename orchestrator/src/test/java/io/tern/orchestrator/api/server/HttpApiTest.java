package io.tern.orchestrator.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Architecture, rule 9: connections, time and answers are bounded. */
class HttpApiTest {
  private static final int FILES = 200_000;

  /** One job of many transfers that are made while they are read. */
  private static final class EndlessJob extends MemoryJobs {
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public Optional<StoredJob> job(UUID job) {
      JobHeader header = JobHeader.newBuilder().setUserDn("/CN=A").setVo("cms").build();
      JobRecord record = JobRecord.newBuilder().setTransfers(FILES).build();
      return Optional.of(new StoredJob(job, header, record));
    }

    @Override
    public void transfers(StoredJob job, Consumer<StoredTransfer> each) {
      FileText text = FileText.newBuilder().setSourceUrl("https://s/" + "x".repeat(300)).build();
      TransferRecord record = TransferRecord.newBuilder().setState(State.SUBMITTED).build();
      for (int i = 0; i < FILES; i++) {
        made.incrementAndGet();
        each.accept(
            new StoredTransfer(i, i, i, "https://s", "https://d", "default", 0, text, record));
      }
    }
  }

  private static Service service(MemoryJobs jobs, Duration firstRequest, int connections) {
    return new Service(
        jobs,
        jobs,
        settings ->
            new HttpSettings(
                settings.host(),
                settings.port(),
                settings.nodeName(),
                settings.loops(),
                connections,
                settings.concurrentReads(),
                firstRequest,
                settings.idle(),
                settings.drain(),
                settings.requestsPerSecond(),
                settings.allowedOrigin(),
                settings.limits(),
                settings.quotas(),
                settings.storages(),
                settings.tls(),
                settings.reread()));
  }

  private static Socket connected(Service service, String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", service.port);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  @Test
  void aSlowReaderHoldsBackTheReadOfALargeJob() throws IOException {
    EndlessJob jobs = new EndlessJob();
    try (Service service = service(jobs, Duration.ofSeconds(15), 100);
        Socket socket =
            connected(
                service,
                "GET /jobs/11111111-1111-1111-1111-111111111111/files HTTP/1.1\r\nHost: x\r\n"
                    + "X-Test-DN: /CN=A\r\nConnection: close\r\n\r\n")) {
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> jobs.made.get() > 0 && before.getAndSet(jobs.made.get()) == jobs.made.get());
      assertThat(jobs.made.get()).isLessThan(FILES / 2);

      InputStream in = socket.getInputStream();
      String end = "";
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String piece = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        end = (end + piece).substring(Math.max(0, end.length() + piece.length() - 20));
      }

      assertThat(jobs.made.get()).isEqualTo(FILES);
      assertThat(end).contains("}]").endsWith("0\r\n\r\n");
    }
  }

  @Test
  void aConnectionThatNeverAsksIsClosed() throws IOException {
    try (Service service = service(new MemoryJobs(), Duration.ofMillis(300), 100);
        Socket socket = connected(service, "GET / HT")) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connectionsOverTheLimitAreClosed() throws IOException {
    String ask = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Service service = service(new MemoryJobs(), Duration.ofSeconds(15), 1);
        Socket first = connected(service, ask)) {
      assertThat(first.getInputStream().read()).isEqualTo('H');
      try (Socket second = connected(service, "")) {
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aBodyThatNobodyWantsIsReadSoThatTheAnswerArrives() {
    try (Service service = new Service()) {
      String large = "[" + " ".repeat(4 << 20) + "]";

      assertThat(service.post("/jobs", large).message()).isEqualTo("Expecting a dictionary");
      assertThat(service.get("/whoami").status()).isEqualTo(200);
    }
  }
}
