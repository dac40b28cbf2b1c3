package io.tern.cli.command;

import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Trouble;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tree of commands. */
@Command(
    name = "tern",
    subcommands = {
      Submit.class,
      Status.class,
      Watch.class,
      Explain.class,
      ListJobs.class,
      Cancel.class,
      Priority.class,
      Retry.class,
      Events.class,
      Drain.class,
      Show.Links.class,
      Show.Storages.class,
      Ban.class,
      Show.Settings.class,
      Show.WhoAmI.class,
      Canary.class,
      Tern.Completion.class
    })
public final class Tern {
  private Tern() {}

  /** All commands, with errors of one line each and the exit codes of {@link Exit}. */
  public static CommandLine line() {
    return new CommandLine(new Tern())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Tern::told);
  }

  private static int told(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof Trouble trouble) {
      line.getErr()
          .println("tern: " + String.valueOf(trouble.getMessage()).replaceAll("\\p{Cntrl}", " "));
      return trouble.exit().code();
    }
    throw failure;
  }

  @Command(
      name = "completion",
      description = "Prints completion for bash and zsh: source <(tern completion)")
  static final class Completion implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // by picocli
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(AutoComplete.bash("tern", line()));
      spec.commandLine().getOut().flush();
      return Exit.OK.code();
    }
  }
}
