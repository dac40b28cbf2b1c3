package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.cli.show.Progress;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Option;

/** Follows a job to its end. */
final class Waiting {
  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Between two looks, from 0.1.")
  private double interval = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Gives up after that long, with exit code 6; 0: never.")
  private long timeout;

  Exit until(Server server, String job, PrintWriter out) {
    long began = System.nanoTime();
    Console console = System.console();
    Progress progress = new Progress(out, console != null && console.isTerminal(), began);
    String state = look(server, job, progress);
    while (!Exit.isFinal(state)) {
      if (timeout > 0 && System.nanoTime() - began > Duration.ofSeconds(timeout).toNanos()) {
        progress.end();
        return Exit.TIMEOUT;
      }
      LockSupport.parkNanos((long) (Math.max(0.1, interval) * 1e9));
      state = look(server, job, progress);
    }
    progress.end();
    return Exit.of(state);
  }

  private static String look(Server server, String job, Progress progress) {
    String path = "/jobs/" + Server.part(job);
    String state = server.get(path).path("job_state").asText();
    Map<String, Integer> states = new TreeMap<>();
    long bytes = 0;
    for (JsonNode file : server.get(path + "/files")) {
      String fileState = file.path("file_state").asText();
      states.merge(fileState, 1, Integer::sum);
      bytes += fileState.equals("FINISHED") ? file.path("filesize").asLong() : 0;
    }
    progress.show(state, states, bytes, System.nanoTime());
    return state;
  }
}
