package io.tern.cli.command;

import io.tern.cli.show.Display;
import io.tern.cli.wire.Connection;
import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: a server, and a way to show what it said. */
abstract class Task implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private Display display = new Display();

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public final Integer call() {
    return run(connection.open()).code();
  }

  abstract Exit run(Server server);

  Display display() {
    return display;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
