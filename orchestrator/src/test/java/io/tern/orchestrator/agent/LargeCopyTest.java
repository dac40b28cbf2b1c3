package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.storage.AddressGuard;
import io.tern.storage.failure.UnknownAnswers;
import io.tern.storage.webdav.WebDavSettings;
import io.tern.storage.webdav.WebDavStorage;
import io.tern.storage.webdav.XrootdPair;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.AssertionFailedError;

/** One file whose size is no 32-bit number, pulled by a real XRootD; checksums of both sides. */
@Tag("full")
class LargeCopyTest {
  private static final long SIZE = 5_000_000_003L;
  private static final long ROOM = SIZE + 1_000_000_000;
  private static final int BLOCK = 1_000_000;

  @Test
  @Timeout(900)
  void copiesFiveGigabytesByPull() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (XrootdPair pair = XrootdPair.start()) {
      requireRoom(pair.files("b"));
      Path source = pair.files("a").resolve("large");
      write(source);
      String sum = "ADLER32:%08x".formatted(adler(source));
      RealAgent agent = new RealAgent(vertx, web(vertx), TimeLimits.DEFAULT);

      Ended ended =
          agent
              .attempt(
                  pair.urlA("http") + "large",
                  pair.urlB("http") + "large",
                  start -> {
                    start.getFileBuilder().setChecksum(sum);
                    return start.setChecksumMode("b");
                  })
              .toCompletionStage()
              .toCompletableFuture()
              .get(14, TimeUnit.MINUTES);

      assertThat(ended.getEnd()).as("%s", ended).isEqualTo(End.DONE);
      assertThat(ended.getSize()).isEqualTo(SIZE);
      assertThat(ended.getChecksum()).isEqualToIgnoringCase(sum);
      assertThat(pair.files("b").resolve("large")).hasSize(SIZE);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static WebDavStorage web(Vertx vertx) {
    WebDavSettings usual = WebDavSettings.DEFAULT;
    WebDavSettings patient =
        new WebDavSettings(
            usual.http(),
            usual.firstDigest(),
            Duration.ofMinutes(10),
            usual.copies(),
            usual.tick(),
            usual.tokenDomains());
    return new WebDavStorage(vertx, patient, AddressGuard.OPEN, new UnknownAnswers());
  }

  private static void requireRoom(Path directory) throws IOException {
    if (Files.getFileStore(directory).getUsableSpace() < ROOM) {
      String full = "skipped: make room for %d bytes at %s".formatted(ROOM, directory);
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionFailedError(full);
      }
      Assumptions.abort(full);
    }
  }

  /** Random at both ends and around byte 2^32, with holes that take no room between. */
  private static void write(Path file) throws IOException {
    Random random = new Random(5);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long at : new long[] {0, (1L << 32) - BLOCK / 2, SIZE - BLOCK}) {
        byte[] block = new byte[BLOCK];
        random.nextBytes(block);
        assertThat(out.write(ByteBuffer.wrap(block), at)).isEqualTo(BLOCK);
      }
    }
    Files.setOwner(file, Files.getOwner(file.getParent()));
  }

  private static long adler(Path file) throws IOException {
    Adler32 sum = new Adler32();
    byte[] buffer = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    return sum.getValue();
  }
}
