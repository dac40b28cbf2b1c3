package io.tern.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "priority", description = "Gives a job another priority: 1 to 5, 5 goes first.")
final class Priority extends Task {
  @Parameters(index = "0", paramLabel = "JOB")
  private String job = "";

  @Parameters(index = "1", paramLabel = "PRIORITY")
  private int priority;

  @Override
  Exit run(Server server) {
    if (priority < 1 || priority > 5) {
      throw new Trouble(Exit.USAGE, "priority: " + priority + " (expected: 1 to 5)");
    }
    ObjectNode change = Server.JSON.createObjectNode();
    change.putObject("params").put("priority", priority);
    String path = "/jobs/" + Server.part(job);
    server.post(path, change);
    display().rows(out(), List.of(server.get(path)), Columns.JOBS);
    return Exit.OK;
  }
}
