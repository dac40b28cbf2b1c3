package io.tern.cli.command;

import io.tern.cli.canary.Errand;
import io.tern.cli.canary.Outcome;
import io.tern.cli.canary.Pulse;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "canary",
    description =
        "Has one file copied again and again, over what is at its destination, and tells Prometheus"
            + " how that goes.")
final class Canary extends Task {
  @SuppressWarnings("NullAway.Init") // by picocli
  @Parameters(index = "0", paramLabel = "SOURCE")
  private String source;

  @SuppressWarnings("NullAway.Init")
  @Parameters(index = "1", paramLabel = "DESTINATION")
  private String destination;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "From the begin of a copy to that of the next, from 1.")
  private int every = 60;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description = "After which a copy is cancelled, from 1.")
  private int patience = 45;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8448",
      description = "Where /metrics is served.")
  private String listen = "127.0.0.1:8448";

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ends after so many copies, with exit code 3 if the last failed; 0: never.")
  private int times;

  private long begunMs;

  @Override
  Exit run(Server server) {
    if (every < 1 || patience < 1 || times < 0) {
      throw new Trouble(Exit.USAGE, "--every, --patience: from 1; --times: from 0");
    }
    Errand errand = new Errand(source, destination, Duration.ofSeconds(patience));
    try (Pulse pulse = pulse()) {
      Outcome last = once(server, errand, pulse);
      for (int n = 1; times == 0 || n < times; n++) {
        LockSupport.parkUntil(begunMs + TimeUnit.SECONDS.toMillis(every));
        last = once(server, errand, pulse);
      }
      return last == Outcome.DONE ? Exit.OK : Exit.FAILED;
    }
  }

  private Pulse pulse() {
    int colon = listen.lastIndexOf(':');
    try {
      int port = Integer.parseInt(listen.substring(colon + 1));
      return new Pulse(listen.substring(0, Math.max(0, colon)), port, System.currentTimeMillis());
    } catch (IOException | IllegalArgumentException e) {
      throw new Trouble(Exit.USAGE, "--listen: " + listen + " (" + e.getMessage() + ")");
    }
  }

  private Outcome once(Server server, Errand errand, Pulse pulse) {
    begunMs = System.currentTimeMillis();
    long began = System.nanoTime();
    Outcome outcome = errand.run(server, this::complain);
    pulse.note(outcome, (System.nanoTime() - began) / 1e9, System.currentTimeMillis());
    return outcome;
  }

  private void complain(String why) {
    err().println("tern: canary: " + why.replaceAll("\\p{Cntrl}", " "));
    err().flush();
  }
}
