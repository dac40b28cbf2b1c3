package io.tern.cli.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One file, copied over whatever is at its destination.
 *
 * @param patience after which the job is cancelled
 */
public record Errand(String source, String destination, Duration patience) {
  private static final Duration BETWEEN = Duration.ofMillis(250);

  /**
   * Has it copied once; blocks until that is over.
   *
   * @param why is told what went wrong, if anything did
   */
  public Outcome run(Server server, Consumer<String> why) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      return await(server, server.post("/jobs", job()).path("job_id").asText(), deadline, why);
    } catch (Trouble trouble) {
      why.accept(trouble.getMessage());
      return Outcome.REFUSED;
    }
  }

  private static Outcome await(Server server, String id, long deadline, Consumer<String> why) {
    String path = "/jobs/" + Server.part(id);
    String state = state(server, path);
    while (!Exit.isFinal(state)) {
      if (System.nanoTime() - deadline > 0) {
        why.accept("job " + id + " is " + state + " still, and is cancelled");
        cancel(server, path, why);
        return Outcome.LATE;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
      state = state(server, path);
    }
    if (Exit.of(state) == Exit.OK) {
      return Outcome.DONE;
    }
    why.accept("job " + id + " is " + state);
    return Outcome.FAILED;
  }

  private static void cancel(Server server, String path, Consumer<String> why) {
    try {
      server.delete(path);
    } catch (Trouble trouble) {
      why.accept(trouble.getMessage());
    }
  }

  private static String state(Server server, String path) {
    return server.get(path).path("job_state").asText();
  }

  private ObjectNode job() {
    ObjectNode job = Server.JSON.createObjectNode();
    ObjectNode file = job.putArray("files").addObject();
    file.putArray("sources").add(source);
    file.putArray("destinations").add(destination);
    ObjectNode params = job.putObject("params");
    params.put("overwrite", true).put("retry", -1);
    params.putObject("job_metadata").put("canary", true);
    return job;
  }
}
