package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.job.DestinationHash;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.ledger.AgentId;
import io.tern.ledger.Agents;
import io.tern.ledger.Ask;
import io.tern.ledger.Capacity;
import io.tern.ledger.Coordination;
import io.tern.ledger.Effect;
import io.tern.ledger.Input;
import io.tern.ledger.Ledger;
import io.tern.ledger.Outcome;
import io.tern.ledger.Rules;
import io.tern.ledger.Step;
import io.tern.ledger.SubmittedJob;
import io.tern.ledger.SubmittedPart;
import io.tern.limit.Ceilings;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.schedule.Scheduler;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a leader's steps count of attempts that come back, by what became of them. */
class HandedBackTest {
  private static final AgentId AGENT = new AgentId("agent", "1");
  private static final int FILES = 3;
  private static final int MOST = 1_000;
  private static final int[] ZEROES = new int[FILES];
  private static final long[] HASHES = {1, 2, 3};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Traffic traffic = new Traffic(new Meters(registry), () -> 0);
  private final StepMeters meters = new StepMeters(new Meters(registry), traffic.troubles());
  private final Ledger ledger =
      new Ledger(
          Rules.defaults(new Retries(0, Backoff.defaults())), new Scheduler(Ceilings.defaults()));
  private final Agents agents = new Agents(330_000, 15_000);
  private final Coordination coordination = new Coordination(ledger, agents);
  private long nowMs = 1_000_000;

  @Test
  void whatIsHandedBackIsNoRetry() {
    registry.getPrometheusRegistry().register(Exposition.of(traffic::showLinks));
    List<Effect.Start> starts = starts(step(new Input.Submit(part(), false, Ask.NOBODY)));

    meters.count(
        step(
            ended(starts.get(0), new Outcome.HandedBack("the storage is left alone", 30_000)),
            ended(starts.get(1), new Outcome.HandedBack("the agent is drained", 0)),
            ended(starts.get(2), new Outcome.Failed(ownFault(), 0))),
        ledger,
        nowMs);

    Samples shown = Samples.of(registry.scrape());
    assertThat(shown.sum("tern_handed_back_total")).isEqualTo(2);
    assertThat(shown.sum("tern_retries_total", "error_class=\"orchestrator\"")).isEqualTo(1);
    assertThat(shown.sum("tern_retries_total")).isEqualTo(1);
    assertThat(shown.sum("tern_link_retries_total")).isEqualTo(1);
  }

  private Step step(Input... inputs) {
    nowMs++;
    agents.heard(AGENT, new Capacity(100, 0), false, nowMs);
    Step step = coordination.begin(nowMs, nowMs);
    List.of(inputs).forEach(input -> coordination.decide(step, input));
    coordination.admit(step, MOST);
    return step;
  }

  private static List<Effect.Start> starts(Step step) {
    return step.effects().stream()
        .filter(Effect.Start.class::isInstance)
        .map(Effect.Start.class::cast)
        .toList();
  }

  private Input.Ended ended(Effect.Start start, Outcome outcome) {
    return new Input.Ended(AGENT, start.transfer(), start.attempt(), outcome, nowMs, nowMs);
  }

  private static Failure ownFault() {
    return new Failure(
        FailureClass.ORCHESTRATOR, Side.GENERAL_FAILURE, Phase.TRANSFER_SERVICE, true, "a bug");
  }

  private static SubmittedPart part() {
    return new SubmittedPart(
        new UUID(0, 1),
        0,
        0,
        List.of(new StorageName("davs://a"), new StorageName("davs://b")),
        List.of("default"),
        ZEROES,
        new int[] {1, 1, 1},
        ZEROES,
        new int[] {0, 1, 2},
        new long[FILES],
        HASHES,
        terms());
  }

  private static SubmittedJob terms() {
    return new SubmittedJob(
        1,
        FILES,
        Arrays.stream(HASHES).reduce(0, DestinationHash::digest),
        "atlas",
        "alice",
        JobKind.REGULAR,
        3,
        1,
        0,
        0,
        0,
        Urgency.NO_DEADLINE,
        false,
        0,
        -1,
        0,
        false,
        false,
        false);
  }
}
