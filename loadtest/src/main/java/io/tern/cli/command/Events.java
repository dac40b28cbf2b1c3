package io.tern.cli.command;

import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "events",
    description =
        "Prints a job as it is and what happens to it from now on, or what happens to all of a VO's:"
            + " one JSON object a line.")
final class Events extends Task {
  private static final int TRIES = 3_600;
  private static final long PAUSE_NANOS = 1_000_000_000;

  @Parameters(arity = "0..1", paramLabel = "JOB")
  private @Nullable String job;

  @Option(names = "--vo", paramLabel = "VO", description = "All of a VO's jobs instead.")
  private @Nullable String vo;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on after a connection is lost, from where it was.")
  private boolean follow;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ends after that many; 0: never.")
  private long most;

  @Override
  Exit run(Server server) {
    String path = path();
    AtomicLong seen = new AtomicLong();
    String last = server.events(path, "", event -> wanted(event, seen));
    for (int tries = 0; follow && isWanted(seen) && tries < TRIES; tries++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      last = again(server, path, last, seen);
    }
    return Exit.OK;
  }

  /** Lost connections are no end; the server may be away for a while. */
  private String again(Server server, String path, String last, AtomicLong seen) {
    try {
      return server.events(path, last, event -> wanted(event, seen));
    } catch (Trouble e) {
      if (e.exit() != Exit.IO) {
        throw e;
      }
      err().println("tern: " + e.getMessage());
      return last;
    }
  }

  private boolean isWanted(AtomicLong seen) {
    return most == 0 || seen.get() < most;
  }

  private boolean wanted(String event, AtomicLong seen) {
    out().println(event);
    out().flush();
    seen.incrementAndGet();
    return isWanted(seen);
  }

  private String path() {
    if ((job == null) == (vo == null)) {
      throw new Trouble(Exit.USAGE, "expected: JOB, or --vo VO");
    }
    return job != null
        ? "/api/v1/jobs/" + Server.part(job) + "/events"
        : "/api/v1/vos/" + Server.part(String.valueOf(vo)) + "/events";
  }
}
