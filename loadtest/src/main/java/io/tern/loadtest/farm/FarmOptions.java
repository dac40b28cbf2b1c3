package io.tern.loadtest.farm;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.farm.rule.FarmRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The command line of the farm.
 *
 * @param addresses how many storages
 * @param base the first three numbers of their addresses; the fourth counts from 1 to 254, then the
 *     third goes on
 * @param port of every storage
 * @param admin {@code host:port} of report and control
 * @param log the file that records every COPY
 */
public record FarmOptions(
    int addresses, String base, int port, String admin, Path log, FarmRules rules) {
  private static final int HOSTS_PER_NET = 254;

  public FarmOptions {
    if (addresses < 1 || addresses > 250 * HOSTS_PER_NET) {
      throw new IllegalArgumentException("--addresses: " + addresses + " (expected: 1 to 63500)");
    }
    if (!base.matches("127\\.\\d{1,3}\\.\\d{1,3}")) {
      throw new IllegalArgumentException("--base: " + base + " (expected: like 127.1.0)");
    }
  }

  static FarmOptions parse(Arguments arguments) {
    FarmOptions options =
        new FarmOptions(
            arguments.number("addresses", 16),
            arguments.text("base", "127.1.0"),
            arguments.number("port", 28080),
            arguments.text("admin", "127.0.0.1:28079"),
            Path.of(arguments.text("log", "farm.log")),
            arguments.find("config").map(FarmOptions::rules).orElse(FarmRules.DEFAULT));
    arguments.refuseUnknown();
    return options;
  }

  private static FarmRules rules(String file) {
    try {
      return FarmRules.parse(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("--config " + file, e);
    }
  }

  /** The addresses of the storages. */
  public List<String> hosts() {
    int third = base.lastIndexOf('.');
    int net = Integer.parseInt(base.substring(third + 1));
    return IntStream.range(0, addresses)
        .mapToObj(i ->
            base.substring(0, third)
                + "."
                + (net + i / HOSTS_PER_NET)
                + "."
                + (1 + i % HOSTS_PER_NET))
        .toList();
  }
}
