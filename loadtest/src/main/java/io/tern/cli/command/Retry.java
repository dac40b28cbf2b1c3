package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import io.tern.cli.wire.Trouble;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = "Submits what failed or was cancelled in a job as a new job, and prints its id.")
final class Retry extends Task {
  private static final Set<String> AGAIN = Set.of("FAILED", "CANCELED");

  @Parameters(paramLabel = "JOB")
  private String job = "";

  @Override
  Exit run(Server server) {
    String path = "/jobs/" + Server.part(job);
    JsonNode before = server.get(path);
    ObjectNode again = Server.JSON.createObjectNode();
    ArrayNode files = again.putArray("files");
    for (JsonNode file : server.get(path + "/files")) {
      if (AGAIN.contains(file.path("file_state").asText())) {
        add(files.addObject(), file);
      }
    }
    if (files.isEmpty()) {
      throw new Trouble(
          Exit.USAGE, "job: " + job + " (expected: one with failed or cancelled files)");
    }
    again.set("params", params(before));
    out().println(server.post("/jobs", again).path("job_id").asText());
    return Exit.OK;
  }

  private static void add(ObjectNode transfer, JsonNode file) {
    transfer.putArray("sources").add(file.path("source_surl").asText());
    transfer.putArray("destinations").add(file.path("dest_surl").asText());
    copy(file, "checksum", transfer, "checksum");
    copy(file, "user_filesize", transfer, "filesize");
    copy(file, "activity", transfer, "activity");
    copy(file, "file_metadata", transfer, "metadata");
  }

  private static ObjectNode params(JsonNode before) {
    ObjectNode params = Server.JSON.createObjectNode();
    copy(before, "priority", params, "priority");
    copy(before, "retry", params, "retry");
    copy(before, "retry_delay", params, "retry_delay");
    copy(before, "overwrite_flag", params, "overwrite");
    copy(before, "verify_checksum", params, "verify_checksum");
    copy(before, "job_metadata", params, "job_metadata");
    return params;
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String as) {
    JsonNode value = from.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.asText("-").isEmpty()) {
      to.set(as, value);
    }
  }
}
