package io.tern.cli.command;

import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "drain", description = "Lets a node take no new work, or, with --undo, again.")
final class Drain extends Task {
  @Parameters(paramLabel = "NODE", description = "Its name, as /status/hosts has it.")
  private String node = "";

  @Option(names = "--undo", description = "It takes work again.")
  private boolean undo;

  @Override
  Exit run(Server server) {
    server.post(
        "/config/drain", Server.JSON.createObjectNode().put("hostname", node).put("drain", !undo));
    return Exit.OK;
  }
}
