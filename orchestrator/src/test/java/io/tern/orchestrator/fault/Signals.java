package io.tern.orchestrator.fault;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals to processes that a test started, or to the groups that they lead. */
enum Signals {
  KILL,
  STOP,
  CONT,
  TERM;

  void to(Process process) throws IOException, InterruptedException {
    send(Long.toString(process.pid()));
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
