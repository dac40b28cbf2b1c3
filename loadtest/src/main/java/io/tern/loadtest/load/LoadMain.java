package io.tern.loadtest.load;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.farm.FarmOptions;
import io.tern.loadtest.farm.rule.FarmRules;
import io.tern.loadtest.load.Onlooker.Phase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Submits jobs from the command line: {@code --service URL --jobs N --files N} with {@code --rate R
 * [--poisson]} or {@code --connections C}, and {@code --acknowledged FILE} for the list. {@code
 * --warm-up N} submits as many jobs before, which do not count; {@code --drain SECONDS} stays after
 * the last answer; {@code --listen HOST:PORT} serves {@code /metrics} meanwhile.
 */
public final class LoadMain {
  private LoadMain() {}

  public static void main(String[] line) throws Exception {
    Arguments arguments = new Arguments(List.of(line));
    LoadPlan plan = plan(arguments);
    Path list = Path.of(arguments.text("acknowledged", "acknowledged.txt"));
    int before = arguments.number("warm-up", 0);
    Duration drain = Duration.ofSeconds(arguments.number("drain", 0));
    Optional<String> listen = arguments.find("listen");
    arguments.refuseUnknown();
    Vertx vertx = Vertx.vertx();
    Acknowledged acknowledged = new Acknowledged(list);
    try (acknowledged;
        Onlooker onlooker = listen.isPresent() ? page(listen.get()) : Onlooker.NONE) {
      if (before > 0) {
        onlooker.phase(Phase.WARM_UP);
        run(new Generator(vertx, plan.warmUp(before), acknowledged));
      }
      onlooker.phase(Phase.LOAD);
      System.out.println(run(new Generator(vertx, plan, acknowledged, onlooker)));
      onlooker.phase(Phase.DRAIN);
      Thread.sleep(drain);
    }
    System.out.printf("acknowledged and on disk: %d jobs%n", acknowledged.jobs());
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static Tally run(Generator generator) throws TimeoutException {
    return generator.run().await(1, TimeUnit.DAYS);
  }

  private static LoadPage page(String listen) {
    int colon = listen.lastIndexOf(':');
    try {
      int port = Integer.parseInt(listen.substring(colon + 1));
      return new LoadPage(listen.substring(0, Math.max(0, colon)), port);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("--listen: " + listen + " (expected: HOST:PORT)", e);
    }
  }

  private static LoadPlan plan(Arguments arguments) {
    int storages = arguments.number("storages", 16);
    String base = arguments.text("base", "127.1.0");
    int port = arguments.number("port", 28080);
    List<String> hosts =
        new FarmOptions(storages, base, port, "", Path.of(""), FarmRules.DEFAULT).hosts();
    String run = arguments.text("run", Long.toString(System.currentTimeMillis(), 36));
    long bytes = Long.parseLong(arguments.text("bytes", "1048576"));
    String padding = "/long".repeat(arguments.number("long-urls", 0));
    return new LoadPlan(
        arguments.text("service", "http://127.0.0.1:8446"),
        arguments.number("jobs", 1000),
        arguments.number("files", 1),
        pace(arguments),
        new LinkGraph(
            storages,
            arguments.number("links", storages * (storages - 1)),
            Double.parseDouble(arguments.text("zipf", "0"))),
        arguments.flag("mock")
            ? new FileUrls.Mock(run, bytes, padding, 0)
            : new FileUrls.Farm(hosts, port, run, bytes, padding),
        LoadPlan.VERIFIED,
        identities(arguments),
        Arrays.asList(arguments.text("activities", "default").split(",", -1)),
        arguments.number("seed", 0));
  }

  private static Pace pace(Arguments arguments) {
    boolean poisson = arguments.flag("poisson");
    return arguments
        .find("rate")
        .<Pace>map(rate -> new Pace.Open(Double.parseDouble(rate), poisson))
        .orElseGet(() -> new Pace.Closed(arguments.number("connections", 8)));
  }

  /** {@code --vos atlas,cms} makes one identity a VO. */
  private static List<Identity> identities(Arguments arguments) {
    return arguments
        .find("vos")
        .map(vos -> Arrays.stream(vos.split(",", -1)).map(Identity::ofVo).toList())
        .orElse(List.of(Identity.NONE));
  }
}
