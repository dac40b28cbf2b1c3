package io.tern.orchestrator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.Events;
import io.tern.orchestrator.api.MemoryAdministration;
import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.MemoryQuotas;
import io.tern.orchestrator.api.MemoryUses;
import io.tern.orchestrator.api.Namespaces;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.lending.Issuers;
import io.tern.orchestrator.api.lending.Lending;
import io.tern.orchestrator.api.quota.Quotas;
import io.tern.orchestrator.api.quota.Turnstile;
import io.tern.orchestrator.api.submission.Admittance;
import io.tern.orchestrator.api.submission.JobIds;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.credential.OwnKeys;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.tern.setting.Settings;
import io.tern.storage.memory.MemoryStorage;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The description and the routes say the same. */
class OpenApiTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private List<Route> routes() {
    MemoryJobs jobs = new MemoryJobs();
    Backend backend =
        new Backend(
            jobs,
            new MemoryAdministration(),
            jobs,
            job -> Optional.empty(),
            new Namespaces(new MemoryStorage(vertx), new OwnKeys(Map.of()), new MemoryUses()),
            List::of,
            (seen, subscriber) -> new Events.Subscribed(seen, () -> {}),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Reading reading = new Reading(vertx, 1);
    Turnstile turnstile = new Turnstile(Quotas.NONE, jobs, reading, new MemoryQuotas());
    Submissions submissions =
        new Submissions(
            vertx,
            jobs,
            new JobIds(() -> 0, new SecureRandom()),
            Limits.DEFAULT,
            () -> 0,
            "here",
            StoragePolicy.OPEN,
            new Admittance(() -> Settings.NONE),
            Optional.empty(),
            turnstile,
            new Lending(Optional.empty(), () -> new Issuers(Set.of(), Set.of()), 1, () -> 0));
    return V1Routes.routes(backend, reading, submissions, turnstile, 1);
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    Set<String> served = new TreeSet<>();
    for (Route route : routes()) {
      route.actions().keySet().forEach(method -> served.add(method + " " + route.pattern()));
    }
    Set<String> described = new TreeSet<>();
    JsonNode document = new ObjectMapper().readTree(OpenApi.read());
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(described).isEqualTo(served);
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode document = new ObjectMapper().readTree(OpenApi.read());

    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
  }
}
