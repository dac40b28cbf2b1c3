package io.tern.orchestrator.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Signals to processes that a test started, or to the groups that they lead. */
enum Signals {
  KILL,
  STOP,
  CONT,
  TERM;

  /** When this returns after a {@link #STOP}, no thread of the process runs any more. */
  void to(Process process) throws IOException, InterruptedException {
    send(Long.toString(process.pid()));
    if (this == STOP) {
      Awaitility.await().until(() -> isStopped(process.pid()));
    }
  }

  private static boolean isStopped(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    }
  }

  void to(ProcessHandle process) throws IOException, InterruptedException {
    send(Long.toString(process.pid()));
  }

  /** To a process and all its children; it leads a group of its own. */
  void toGroupOf(Process leader) throws IOException, InterruptedException {
    send("-" + leader.pid());
  }

  private void send(String target) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder(List.of("kill", "-" + name(), "--", target)).start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("kill -" + name() + " " + target + " failed");
    }
  }
}
