package io.tern.orchestrator.security;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that writes a sealing key to its standard output, such as a client of a key store. What
 * it complains of goes to our standard error.
 *
 * @param words the program and its arguments
 */
record KeyCommand(List<String> words, Duration patience) {
  private static final int LONGEST = 4096;

  KeyCommand(List<String> words) {
    this(words, Duration.ofSeconds(30));
  }

  byte[] output() throws IOException {
    Process process = start();
    try {
      return outputOf(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    try {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new IOException("key command: " + words.getFirst() + " cannot be run", e);
    }
  }

  /** A program that writes more than a pipe holds does not end in time. */
  private byte[] outputOf(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failed("has not ended within " + patience.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw failed("ended with exit code " + process.exitValue());
    }
    return process.getInputStream().readNBytes(LONGEST);
  }

  private IOException failed(String how) {
    return new IOException("key command: " + words.getFirst() + " " + how);
  }
}
