package io.tern.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.cli.show.Columns;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ban", description = "Bans a storage, lifts a ban, or lists all bans.")
final class Ban extends Task {
  private static final Columns BANS =
      new Columns(List.of("se", "status", "vo", "addition_time", "message"), List.of("admin_dn"));

  @Parameters(arity = "0..1", paramLabel = "STORAGE", description = "scheme://host")
  private @Nullable String storage;

  @Option(names = "--lift", description = "Ends the ban.")
  private boolean lift;

  @Option(names = "--cancel", description = "Cancels its transfers instead of letting them wait.")
  private boolean cancel;

  @Option(names = "--message", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  private String message = "";

  @Override
  Exit run(Server server) {
    if (storage == null) {
      List<JsonNode> bans = new ArrayList<>();
      server.get("/ban/se").forEach(bans::add);
      display().rows(out(), bans, BANS);
    } else if (lift) {
      server.delete("/ban/se?storage=" + Server.part(storage));
    } else {
      server.post("/ban/se", form(storage));
    }
    return Exit.OK;
  }

  private ObjectNode form(String banned) {
    return Server.JSON
        .createObjectNode()
        .put("storage", banned)
        .put("status", cancel ? "cancel" : "wait")
        .put("message", message);
  }
}
