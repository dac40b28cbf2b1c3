package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "submit",
    description =
        "Submits jobs and prints their ids: SOURCE DESTINATION, or files as FTS and Rucio write them.")
final class Submit extends Task {
  @Parameters(
      arity = "0..2",
      paramLabel = "URL",
      description = "Source and destination of one file.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A job as JSON, an array of jobs, or a job a line; - for standard input.")
  private @Nullable Path file;

  @Option(names = "--checksum", paramLabel = "ALG:VALUE", description = "Of the file.")
  private @Nullable String checksum;

  @Option(names = "--retry", paramLabel = "N", description = "Further attempts after a failure.")
  private @Nullable Integer retry;

  @Option(names = "--overwrite", description = "What is at the destination may be replaced.")
  private boolean overwrite;

  @Option(
      names = {"-w", "--wait"},
      description = "Follows each job to its end, as watch does.")
  private boolean wait;

  @Mixin private Waiting waiting = new Waiting();

  @Override
  Exit run(Server server) {
    Exit worst = Exit.OK;
    for (JsonNode job : jobs()) {
      String id = server.post("/jobs", job).path("job_id").asText();
      out().println(id);
      out().flush();
      Exit end = wait ? waiting.until(server, id, err()) : Exit.OK;
      worst = end.compareTo(worst) > 0 ? end : worst;
    }
    return worst;
  }

  private List<JsonNode> jobs() {
    if (file != null && urls.isEmpty()) {
      return JobFile.read(file);
    }
    if (file != null || urls.size() != 2) {
      throw new Trouble(Exit.USAGE, "expected: SOURCE DESTINATION, or --file FILE");
    }
    return List.of(single());
  }

  private JsonNode single() {
    ObjectNode job = Server.JSON.createObjectNode();
    ObjectNode transfer = job.putArray("files").addObject();
    transfer.putArray("sources").add(urls.get(0));
    transfer.putArray("destinations").add(urls.get(1));
    ObjectNode params = job.putObject("params");
    if (checksum != null) {
      transfer.put("checksum", checksum);
      params.put("verify_checksum", "both");
    }
    if (retry != null) {
      params.put("retry", retry);
    }
    params.put("overwrite", overwrite);
    return job;
  }
}
