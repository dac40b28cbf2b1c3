package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "Says why a transfer, a storage or a link stands where it does.")
final class Explain extends Task {
  @Parameters(
      index = "0",
      paramLabel = "TRANSFER|STORAGE|SOURCE",
      description = "A file_id, a storage (scheme://host), or the first of a link's two.")
  private String subject = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DESTINATION",
      description = "The second of a link's two storages.")
  private @Nullable String destination;

  @Override
  Exit run(Server server) {
    JsonNode explanation = server.get(path());
    List<JsonNode> limits = rows(explanation, "limits");
    if (!limits.isEmpty() && display().isForPeople()) {
      display().rows(out(), limits, Columns.LIMITS);
      out().println();
    }
    display().rows(out(), rows(explanation, "reasons"), Columns.REASONS);
    return Exit.OK;
  }

  private String path() {
    String part = Server.part(subject);
    if (destination != null) {
      return "/api/v1/links/explain?source=" + part + "&destination=" + Server.part(destination);
    }
    return subject.contains("://")
        ? "/api/v1/storages/explain?storage=" + part
        : "/api/v1/transfers/" + part + "/explain";
  }

  private static List<JsonNode> rows(JsonNode explanation, String name) {
    List<JsonNode> rows = new ArrayList<>();
    explanation.path(name).forEach(rows::add);
    return rows;
  }
}
