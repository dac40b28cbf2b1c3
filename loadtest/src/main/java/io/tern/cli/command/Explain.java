package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Says why a transfer stands where it does.")
final class Explain extends Task {
  @Parameters(index = "0", paramLabel = "TRANSFER", description = "Its file_id.")
  private String transfer = "";

  @Override
  Exit run(Server server) {
    JsonNode explanation = server.get("/api/v1/transfers/" + Server.part(transfer) + "/explain");
    List<JsonNode> reasons = new ArrayList<>();
    explanation.path("reasons").forEach(reasons::add);
    display().rows(out(), reasons, Columns.REASONS);
    return Exit.OK;
  }
}
