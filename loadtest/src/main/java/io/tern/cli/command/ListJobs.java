package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists jobs; without --state those not at their end.")
final class ListJobs extends Task {
  @Option(names = "--state", split = ",", paramLabel = "STATE", description = "Of these states.")
  private List<String> states = new ArrayList<>();

  @Option(names = "--vo", paramLabel = "VO")
  private @Nullable String vo;

  @Option(names = "--source", paramLabel = "STORAGE")
  private @Nullable String source;

  @Option(names = "--destination", paramLabel = "STORAGE")
  private @Nullable String destination;

  @Option(names = "--limit", defaultValue = "100", paramLabel = "N", description = "At most 500.")
  private int limit = 100;

  @Override
  Exit run(Server server) {
    List<JsonNode> rows = new ArrayList<>();
    server.get("/jobs?" + query()).forEach(rows::add);
    display().rows(out(), rows, Columns.JOBS);
    return Exit.OK;
  }

  private String query() {
    Map<String, @Nullable String> asked = new LinkedHashMap<>();
    asked.put("limit", String.valueOf(limit));
    asked.put("state_in", states.isEmpty() ? null : String.join(",", states));
    asked.put("vo_name", vo);
    asked.put("source_se", source);
    asked.put("dest_se", destination);
    return asked.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(entry -> entry.getKey() + "=" + Server.part(String.valueOf(entry.getValue())))
        .collect(Collectors.joining("&"));
  }
}
