package io.tern.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedKafkaTest {
  private static final BrokerPort PORTS = new BrokerPort(21092, true);

  @TempDir Path directory;

  @Test
  void keepsWhatItAcknowledgedAndItsAddressOverARestart() throws Exception {
    String before;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(options(), SmallBroker.JVM)) {
      before = kafka.bootstrap();
      Clients.of(before).createTopic(1);
      Clients.of(before).commit("kept");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(options(), SmallBroker.JVM)) {
      assertThat(kafka.bootstrap()).isEqualTo(before);
      assertThat(Files.readString(directory.resolve("port"))).isEqualTo(before + "\n");
      assertThat(Clients.of(before).read()).containsExactly("kept");
    }
  }

  @Test
  void stopsCleanlyWhenItsParentIsKilled() throws Exception {
    Process parent = parentJvm().start();
    ProcessHandle broker = ProcessHandle.of(pidSaidBy(parent)).orElseThrow();

    parent.destroyForcibly().waitFor();

    broker.onExit().get(60, TimeUnit.SECONDS);
    assertThat(directory.resolve("data/.kafka_cleanshutdown")).exists();
  }

  @Test
  void waitsForAnOlderBrokerToLeaveTheDirectory() throws Exception {
    EmbeddedKafka older = EmbeddedKafka.start(options(), SmallBroker.JVM);
    CompletableFuture<EmbeddedKafka> younger =
        CompletableFuture.supplyAsync(() -> start(directory));
    await().until(() -> brokersHere() == 2);

    ProcessHandle leaving = older.process();
    older.close();

    try (EmbeddedKafka kafka = younger.get(120, TimeUnit.SECONDS)) {
      assertThat(leaving.isAlive()).isFalse();
      assertThat(kafka.bootstrap()).isEqualTo(older.bootstrap());
    }
  }

  @Test
  void takesTheNextPortWhenOneIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      int port = PORTS.choose(InetAddress.getLoopbackAddress(), 0);
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      try (EmbeddedKafka kafka =
          EmbeddedKafka.start(options().withPort(new BrokerPort(port, true)), SmallBroker.JVM)) {
        assertThat(BrokerAddress.of(kafka.bootstrap()).port()).isBetween(port + 1, 32767);
      }
    }
  }

  /** All probe the same ports: whoever loses one between probe and bind tries again. */
  @Test
  void findsPortsBesideOthersThatStartAtTheSameTime() {
    List<CompletableFuture<EmbeddedKafka>> starting =
        Stream.of("a", "b", "c")
            .map(name ->
                CompletableFuture.supplyAsync(
                    () -> start(directory.resolve(name)), task -> new Thread(task).start()))
            .toList();
    List<EmbeddedKafka> all = starting.stream().map(CompletableFuture::join).toList();
    try {
      assertThat(all).extracting(EmbeddedKafka::bootstrap).doesNotHaveDuplicates();
    } finally {
      all.forEach(EmbeddedKafka::close);
    }
  }

  @Test
  void comesBackOnItsAddressWhenTheBrokerAloneIsKilled() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(options(), SmallBroker.JVM)) {
      Clients clients = Clients.of(kafka.bootstrap());
      clients.createTopic(1);
      clients.commit("before");

      kafka.process().destroyForcibly();

      await().atMost(Duration.ofSeconds(90)).until(() -> kafka.revivals() == 1);
      clients.commit("after");
      assertThat(clients.read()).containsExactly("before", "after");
    }
  }

  @Test
  void aCloseDoesNotWaitForABrokerThatIsComingBack() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(options(), SmallBroker.JVM);
    ProcessHandle killed = kafka.process();
    killed.destroyForcibly();
    killed.onExit().get(60, TimeUnit.SECONDS);
    BrokerLock awaited = BrokerLock.take(directory.resolve("lock"), Duration.ofSeconds(1));
    await().atMost(Duration.ofSeconds(60)).until(() -> brokersHere() == 1);

    CompletableFuture.runAsync(kafka::close).get(30, TimeUnit.SECONDS);

    assertThat(brokersHere()).isZero();
    assertThat(kafka.revivals()).isZero();
    awaited.release();
  }

  @Test
  void saysWhyAStartFailedAndLeavesNoProcess() throws Exception {
    Path wrong = Files.writeString(directory.resolve("wrong.properties"), "log.segment.bytes=-7\n");

    assertThatExceptionOfType(BrokerFailedException.class)
        .isThrownBy(
            () -> EmbeddedKafka.start(options(directory, Optional.of(wrong)), SmallBroker.JVM))
        .withMessageContaining(directory.toString())
        .withMessageContaining("log.segment.bytes")
        .withMessageContaining("-7");

    assertThat(brokersHere()).isZero();
  }

  @Test
  void saysWhatTheJvmSaidWhenItCannotStart() {
    BrokerJvm broken = new BrokerJvm("192m", List.of("-XX:NoSuchOption=1"));

    assertThatExceptionOfType(BrokerFailedException.class)
        .isThrownBy(() -> EmbeddedKafka.start(options(), broken))
        .withMessageContaining("NoSuchOption");
  }

  private BrokerOptions options() {
    return options(directory, Optional.empty());
  }

  private static BrokerOptions options(Path directory, Optional<Path> properties) {
    BrokerPort controller = new BrokerPort(PORTS.first() + 500, true);
    return new BrokerOptions(
        directory, "127.0.0.1", PORTS, controller, 1, "", "", false, properties, true);
  }

  private static EmbeddedKafka start(Path directory) {
    try {
      return EmbeddedKafka.start(options(directory, Optional.empty()), SmallBroker.JVM);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private long brokersHere() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(directory.toString()))
        .count();
  }

  private ProcessBuilder parentJvm() {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ParentMain.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static long pidSaidBy(Process parent) throws Exception {
    String line =
        parent
            .inputReader()
            .lines()
            .filter(said -> said.startsWith("pid "))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.substring(4));
  }
}
