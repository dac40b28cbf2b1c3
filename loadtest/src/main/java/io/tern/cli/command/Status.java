package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Shows jobs, or the files of jobs.")
final class Status extends Task {
  @Parameters(arity = "1..*", paramLabel = "JOB")
  private List<String> jobs = new ArrayList<>();

  @Option(names = "--files", description = "Their files instead.")
  private boolean files;

  @Override
  Exit run(Server server) {
    List<JsonNode> rows = new ArrayList<>();
    for (String job : jobs) {
      String path = "/jobs/" + Server.part(job);
      if (files) {
        server.get(path + "/files").forEach(rows::add);
      } else {
        rows.add(server.get(path));
      }
    }
    display().rows(out(), rows, files ? Columns.FILES : Columns.JOBS);
    return Exit.OK;
  }
}
