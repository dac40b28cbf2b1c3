package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the leader sees 40,000 links on which transfers wait. */
class StandingsTest {
  private static final int STORAGES = 200;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Traffic traffic =
      new Traffic(new Meters(new PrometheusMeterRegistry(key -> null)), () -> 0);

  private static Scheduler waiting() {
    Scheduler scheduler = new Scheduler(Ceilings.defaults());
    int share = scheduler.share(new Share("atlas", "default"));
    for (int slot = 0; slot < STORAGES * STORAGES; slot++) {
      StorageName source = new StorageName("https://s" + slot / STORAGES);
      StorageName destination = new StorageName("https://d" + slot % STORAGES);
      scheduler.enqueue(
          slot, scheduler.link(source, destination), share, Urgency.of(3), 1, Place.LAST);
    }
    return scheduler;
  }

  /** Each link but the one of all others. */
  private static List<SpeedRow> speeds(List<Standings.OfLink> links) {
    return links.stream()
        .map(Standings.OfLink::link)
        .filter(link -> !link.equals(Standings.REST))
        .map(link -> new SpeedRow(link, 1e6))
        .toList();
  }

  @Test
  void linksBeyondThoseWithNamesAreShownTogether() {
    Scheduler scheduler = waiting();
    List<Standings.OfLink> all = Standings.links(scheduler, Traffic.MOST_LINKS);
    traffic.standings(new Standings(all, List.of(), List.of(), speeds(all), List.of(), Map.of()));
    for (int link = 0; link < scheduler.links(); link++) {
      traffic.troubles().triedAgain(scheduler.link(link), "timeout");
    }
    registry.getPrometheusRegistry().register(Exposition.of(traffic::showLinks));

    long began = System.nanoTime();
    String page = registry.scrape();
    System.out.printf(
        "40,000 links with a queue: %d KB in %d ms%n",
        page.length() / 1024, (System.nanoTime() - began) / 1_000_000);

    Samples links = Samples.of(page);
    assertThat(links.all())
        .as("queue, two of places, retries; a speed of those with names")
        .hasSize(4 * 20_001 + 20_000);
    assertThat(links.sum("tern_link_retries_total")).isEqualTo(40_000);
    assertThat(links.sum("tern_link_retries_total", "src=\"_other\"")).isEqualTo(20_000);
    assertThat(links.sum("tern_link_queued")).isEqualTo(40_000);
    assertThat(links.sum("tern_link_queued", "src=\"_other\"")).isEqualTo(20_000);
  }
}
