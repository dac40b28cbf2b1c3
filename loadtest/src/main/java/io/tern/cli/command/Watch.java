package io.tern.cli.command;

import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description =
        "Follows a job to its end: exit code 0 finished, 3 failed, 4 in part, 5 cancelled.")
final class Watch extends Task {
  @Parameters(paramLabel = "JOB")
  private String job = "";

  @Mixin private Waiting waiting = new Waiting();

  @Override
  Exit run(Server server) {
    return waiting.until(server, job, out());
  }
}
