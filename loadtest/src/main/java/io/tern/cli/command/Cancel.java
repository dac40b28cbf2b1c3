package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancels jobs; those at their end stay as they are.")
final class Cancel extends Task {
  @Parameters(arity = "1..*", paramLabel = "JOB")
  private List<String> jobs = new ArrayList<>();

  @Override
  Exit run(Server server) {
    List<JsonNode> rows = new ArrayList<>();
    jobs.forEach(job -> rows.add(server.delete("/jobs/" + Server.part(job))));
    display().rows(out(), rows, Columns.JOBS);
    return Exit.OK;
  }
}
