package io.tern.orchestrator.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key in a file, in the environment, and from a program. */
class SealingKeyTest {
  private static final byte[] BYTES = "0123456789abcdef0123456789abcdef".getBytes();
  private static final String BASE64 = Base64.getEncoder().encodeToString(BYTES);
  private static final SealingKey KEY = new SealingKey(1, Secret.of(BYTES));

  @TempDir Path directory;

  @Test
  void isReadRawOrInBase64() throws Exception {
    Path raw = file("rw-------", BYTES);
    Path base64 = file("rw-r-----", (BASE64 + "\n").getBytes());

    assertThat(SealingKey.inFile(1, raw)).isEqualTo(KEY);
    assertThat(SealingKey.inFile(1, base64)).isEqualTo(KEY);
    assertThat(SealingKey.inVariable(1, "TERN_KEY", Map.of("TERN_KEY", BASE64))).isEqualTo(KEY);
    assertThat(SealingKey.ofCommand(1, List.of("cat", raw.toString()))).isEqualTo(KEY);
    assertThat(SealingKey.ofCommand(1, List.of("cat", base64.toString()))).isEqualTo(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-----w-", "rw--w----"})
  void isNotReadWhereOthersMayReadOrWriteIt(String permissions) throws Exception {
    Path file = file(permissions, BYTES);

    refuses(
        () -> SealingKey.inFile(1, file),
        "key file: " + file + " is open to others (expected: chmod 600)");
  }

  @Test
  void hasThirtyTwoBytes() throws Exception {
    Path file = file("rw-------", new byte[31]);
    String path = file.toString();
    Map<String, String> environment = Map.of("TERN_KEY", "0123456789abcdef0123456789abcdef");

    refuses(
        () -> SealingKey.inFile(1, file),
        "key file: " + file + " (expected: 32 bytes, raw or in base64)");
    Path nowhere = directory.resolve("nowhere");
    refuses(() -> SealingKey.inFile(1, nowhere), "key file: " + nowhere + " cannot be read");
    refuses(
        () -> SealingKey.inVariable(1, "TERN_KEY", environment),
        "key variable: TERN_KEY (expected: 32 bytes in base64)");
    refuses(
        () -> SealingKey.inVariable(1, "TERN_OTHER", environment),
        "key variable: TERN_OTHER is not set");
    refuses(
        () -> SealingKey.ofCommand(1, List.of("cat", path)),
        "key command: cat (expected: 32 bytes, raw or in base64)");
    refuses(
        () -> SealingKey.ofCommand(1, List.of("cat", "/dev/null")),
        "key command: cat (expected: 32 bytes, raw or in base64)");
  }

  @Test
  void isOfNoProgramThatFails() {
    refuses(
        () -> SealingKey.ofCommand(1, List.of("sh", "-c", "echo " + BASE64 + "; exit 3")),
        "key command: sh ended with exit code 3");
    refuses(
        () -> SealingKey.ofCommand(1, List.of("/no/such/program", BASE64)),
        "key command: /no/such/program cannot be run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 6137", "sleep 6137 & wait", "cat /dev/zero"})
  void isOfNoProgramThatDoesNotEnd(String script) {
    KeyCommand endless = new KeyCommand(List.of("sh", "-c", script), Duration.ofSeconds(1));

    refuses(endless::output, "key command: sh has not ended within 1 s");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(ProcessHandle.allProcesses()).noneMatch(SealingKeyTest::isEndless));
  }

  private static boolean isEndless(ProcessHandle process) {
    String command = process.info().commandLine().orElse("");
    return command.endsWith("sleep 6137");
  }

  @Test
  void showsNothingOfItselfInText() {
    assertThat(KEY).hasToString("SealingKey[id=1, bytes=***]");
  }

  private static void refuses(ThrowingCallable read, String message) {
    assertThatIOException().isThrownBy(read).withMessage(message);
  }

  private Path file(String permissions, byte[] content) throws Exception {
    Path file = Files.createTempFile(directory, "key", "");
    Files.write(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
