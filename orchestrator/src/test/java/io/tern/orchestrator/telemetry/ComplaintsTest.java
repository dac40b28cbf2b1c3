package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private static final String TIMES = "tern_error_messages_total";
  private static final String FIRST = "tern_error_first_seen_timestamp_seconds";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong nowMs = new AtomicLong(1_000_000);
  private final Complaints complaints = new Complaints(nowMs::get);

  @BeforeEach
  void register() {
    registry.getPrometheusRegistry().register(Exposition.of(complaints::show));
  }

  private Samples shown() {
    return Samples.of(registry.scrape());
  }

  @Test
  void likeWordsAreOneTextThatIsAsOldAsTheFirst() {
    complaints.add("not_found", "no such file /data/a17");
    nowMs.addAndGet(60_000);
    complaints.add("not_found", "no such file /data/b99");
    complaints.add("source_busy", "no such file /data/c");

    Samples shown = shown();
    assertThat(shown.sum(TIMES, "not_found", "message=\"no such file *\"")).isEqualTo(2);
    assertThat(shown.sum(FIRST, "not_found")).isEqualTo(1_000);
    assertThat(shown.sum(TIMES, "source_busy")).isEqualTo(1);
    assertThat(shown.sum(FIRST, "source_busy")).isEqualTo(1_060);
  }

  @Test
  void whoSaysNothingIsShownToo() {
    complaints.add("unknown", "");

    assertThat(shown().sum(TIMES, "message=\"none\"")).isEqualTo(1);
  }

  @Test
  void textsBeyondThoseThatAreKeptCountTogether() {
    for (int i = 0; i < 150; i++) {
      complaints.add("other", "x".repeat(i + 1));
    }

    assertThat(shown().all().stream().filter(one -> one.name().equals(TIMES))).hasSize(101);
    assertThat(shown().sum(TIMES, "message=\"_other\"")).isEqualTo(50);
  }

  @Test
  void whatWasNotHeardForAnHourMakesRoom() {
    for (int i = 0; i < Complaints.MOST; i++) {
      complaints.add("other", "x".repeat(i + 1));
    }
    nowMs.addAndGet(TimeUnit.HOURS.toMillis(1) + 1);
    complaints.add("other", "news");

    assertThat(shown().sum(TIMES)).isEqualTo(1);
    assertThat(shown().sum(TIMES, "message=\"news\"")).isEqualTo(1);
  }
}
