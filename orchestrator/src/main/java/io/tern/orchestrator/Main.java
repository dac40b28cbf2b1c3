package io.tern.orchestrator;

import io.tern.orchestrator.config.ConfigException;
import io.tern.orchestrator.config.ServeCommand;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code tern serve}. Exit codes: 0 stopped, 1 could not start, 2 wrong command line or file. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      run(List.of(arguments));
    } catch (ConfigException | IllegalArgumentException e) {
      fail(2, e);
    } catch (Exception e) {
      fail(1, e);
    }
  }

  private static void run(List<String> words) throws Exception {
    if (words.isEmpty() || !words.getFirst().equals("serve")) {
      throw new IllegalArgumentException("usage: serve [OPTION]...\n" + ServeCommand.USAGE);
    }
    ServeCommand command = ServeCommand.parse(words.subList(1, words.size()), System.getenv());
    switch (command.action()) {
      case PRINT_CONFIG -> System.out.println(command.config().print());
      case CHECK -> {
        var unused = Blueprint.of(command.config());
        System.out.println("the configuration is good");
      }
      case SERVE -> serve(Blueprint.of(command.config()));
    }
  }

  private static void serve(TernSettings settings) throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Tern tern = Tern.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  tern.close();
                  stopped.countDown();
                },
                "stop"));
    stopped.await();
  }

  /** Halts: after a failed start, threads of half-made parts must not keep the process. */
  private static void fail(int code, Exception why) {
    System.err.println("tern: " + why.getMessage());
    if (code == 1) {
      why.printStackTrace();
    }
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}
