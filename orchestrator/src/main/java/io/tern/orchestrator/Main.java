package io.tern.orchestrator;

import io.tern.orchestrator.config.ConfigException;
import io.tern.orchestrator.config.ServeCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code tern serve}. Exit codes: 0 stopped, 1 could not start, 2 wrong command line or file. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      run(List.of(arguments));
    } catch (ConfigException | IllegalArgumentException e) {
      fail(2, e);
    } catch (CannotStart e) {
      fail(1, e);
    } catch (Exception e) {
      e.printStackTrace();
      fail(1, e);
    }
  }

  private static void run(List<String> words) throws Exception {
    if (words.isEmpty() || !words.getFirst().equals("serve")) {
      throw new IllegalArgumentException("usage: serve [OPTION]...\n" + ServeCommand.USAGE);
    }
    Map<String, String> environment = System.getenv();
    ServeCommand command = ServeCommand.parse(words.subList(1, words.size()), environment);
    switch (command.action()) {
      case PRINT_CONFIG -> System.out.println(command.config().print());
      case CHECK -> {
        var unused = Blueprint.of(command.config(), environment);
        System.out.println("the configuration is good");
      }
      case SERVE -> serve(Blueprint.of(command.config(), environment));
    }
  }

  private static void serve(TernSettings settings) throws Exception {
    AtomicReference<@Nullable Tern> running = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running.get()), "stop"));
    Tern tern = Tern.start(settings);
    running.set(tern);
    tern.awaitFailure();
    throw new IllegalStateException("the coordinator cannot go on; the log tells why");
  }

  /** Halts, since a JVM that a signal ends has the signal's exit code, however well it stopped. */
  private static void stop(@Nullable Tern tern) {
    if (tern != null) {
      tern.close();
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Halts: after a failed start, threads of half-made parts must not keep the process. */
  private static void fail(int code, Exception why) {
    System.err.println("tern: " + why.getMessage());
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
