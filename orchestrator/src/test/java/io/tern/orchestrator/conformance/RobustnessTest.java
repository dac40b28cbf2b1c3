package io.tern.orchestrator.conformance;

import static io.tern.orchestrator.conformance.Client.job;
import static io.tern.orchestrator.conformance.Client.quickFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients do that are large, slow, old or many. */
@ExtendWith(LiveService.class)
class RobustnessTest {
  private static final int MANY = 100_000;

  private final Client client;

  RobustnessTest(Client client) {
    this.client = client;
  }

  private static String file(String run, int number) {
    return "{\"sources\":[\"mock://huge.example/%s/%d?size=1\"],\"destinations\":[\"mock://away.example/%s/%d?time=3600\"]}"
        .formatted(run, number, run, number);
  }

  /** Writes a job of many files without ever holding it, and reads the answer. */
  private Reply submitMany(String target, String type, String begin, String between, String end)
      throws IOException {
    Call call =
        Call.of("POST", target).header("Content-Type", type).header("Transfer-Encoding", "chunked");
    try (Socket socket = client.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(client.head(call, "HTTP/1.1"));
      String run = "run" + Client.unique();
      chunk(out, begin);
      for (int from = 0; from < MANY; from += 100) {
        StringBuilder some = new StringBuilder();
        for (int i = from; i < from + 100; i++) {
          some.append(i == 0 ? "" : between).append(file(run, i));
        }
        chunk(out, some.toString());
      }
      chunk(out, end);
      out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      return Reply.read(socket.getInputStream(), true);
    }
  }

  private static void chunk(OutputStream out, String text) throws IOException {
    if (!text.isEmpty()) {
      String chunk = "%x\r\n%s\r\n".formatted(text.length(), text);
      out.write(chunk.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void isCompleteAndCancelled(String id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.send(Call.get("/jobs/" + id)).status() == 200);
    assertThat(client.files(id)).hasSize(MANY);
    Reply cancelled = client.send(Call.delete("/jobs/" + id));
    assertThat(cancelled.text("job_state")).isEqualTo("CANCELED");
    assertThat(client.files(id))
        .hasSize(MANY)
        .allMatch(file -> file.path("file_state").asText().equals("CANCELED"));
  }

  @Test
  @Tag("full")
  void aJobOfAHundredThousandFilesIsTakenShownAndCancelled() throws IOException {
    Reply reply = submitMany("/jobs", "application/json", "{\"files\":[", ",", "]}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    isCompleteAndCancelled(reply.text("job_id"));
  }

  @Test
  @Tag("full")
  void aJobOfAHundredThousandLinesIsTakenShownAndCancelled() throws IOException {
    Reply reply = submitMany("/api/v1/jobs", "application/x-ndjson", "{}\n", "\n", "\n");

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    isCompleteAndCancelled(reply.text("id"));
  }

  /** A byte at a time, with the whole service otherwise at work. */
  @Test
  void aSlowWriterIsHeardOut() throws IOException {
    Call call = Call.post("/jobs", job(quickFile()));
    try (Socket socket = client.connect()) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      out.write(client.head(call, "HTTP/1.1"));
      for (byte b : call.body()) {
        out.write(b);
        out.flush();
      }

      assertThat(Reply.read(socket.getInputStream(), true).status()).isEqualTo(200);
    }
  }

  @Test
  void aSlowReaderGetsAllOfALongAnswer() throws IOException {
    String id = client.submit(job(manyQuickFiles(500)));
    Call call = Call.get("/jobs/" + id + "/files");
    try (Socket socket = client.connect()) {
      socket.setReceiveBufferSize(2_048);
      socket.getOutputStream().write(client.head(call, "HTTP/1.1"));
      Reply other = client.get("/whoami");

      assertThat(other.status()).isEqualTo(200);
      assertThat(Reply.read(bytewise(socket.getInputStream()), true).json()).hasSize(500);
    }
  }

  private static String[] manyQuickFiles(int count) {
    String[] files = new String[count];
    for (int i = 0; i < count; i++) {
      files[i] = quickFile();
    }
    return files;
  }

  private static InputStream bytewise(InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return in.read();
      }
    };
  }

  /** Each on a connection of its own, as the clients' libraries do. */
  @Test
  void manyClientsPollWhileOthersSubmit() throws Exception {
    String ids = client.submit(job(quickFile())) + "," + client.submit(job(quickFile()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < client.crowd(); i++) {
        replies.add(threads.submit(() -> client.get("//jobs/" + ids + "?files=file_state")));
        replies.add(threads.submit(() -> client.send(Call.post("//jobs", job(quickFile())))));
      }
      for (Future<Reply> reply : replies) {
        assertThat(isServedOrToldToComeBack(reply.get())).as(reply.get().body()).isTrue();
      }
    }
  }

  private static boolean isServedOrToldToComeBack(Reply reply) {
    return reply.status() == 200
        || reply.status() == 503 && reply.headers().containsKey("retry-after");
  }

  @Test
  void anOverlongRequestLineIsRefusedAndTheServiceGoesOn() throws IOException {
    try (Socket socket = client.connect()) {
      String line = "GET /jobs/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));

      assertThat(Reply.read(socket.getInputStream(), true).status()).isEqualTo(414);
    }
    assertThat(client.get("/whoami").status()).isEqualTo(200);
  }
}
