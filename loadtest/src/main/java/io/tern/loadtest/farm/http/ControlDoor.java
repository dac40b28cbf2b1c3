package io.tern.loadtest.farm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.loadtest.farm.copy.CopyLog;
import io.tern.loadtest.farm.copy.Storages;
import io.tern.loadtest.farm.copy.Witness;
import io.tern.loadtest.farm.flow.Fluid;
import io.tern.loadtest.farm.rule.Faults;
import io.tern.loadtest.farm.space.NameSpace;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code GET /farm/report} and {@code POST /farm/control}: the farm's testimony and its reins; and
 * {@code GET /farm/metrics}, by which Prometheus knows when the farm goes wrong as it was told to.
 */
final class ControlDoor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storages storages;
  private final Fluid fluid;
  private final NameSpace files;
  private final Faults faults;
  private final Witness witness;
  private final CopyLog log;
  private final Failures failures;

  ControlDoor(
      Storages storages,
      Fluid fluid,
      NameSpace files,
      Faults faults,
      Witness witness,
      CopyLog log,
      Failures failures) {
    this.storages = storages;
    this.fluid = fluid;
    this.files = files;
    this.faults = faults;
    this.witness = witness;
    this.log = log;
    this.failures = failures;
  }

  void enter(HttpServerRequest http) {
    switch (http.method().name() + " " + http.path()) {
      case "GET /farm/report" -> answer(http, 200, report(http));
      case "GET /farm/metrics" -> metrics(http);
      case "POST /farm/control" -> http.bodyHandler(body -> control(http, body.toString()));
      default -> answer(http, 404, Map.of("message", "no such page: " + http.path()));
    }
  }

  private Map<String, Object> report(HttpServerRequest http) {
    log.flush();
    Map<String, Object> report = new TreeMap<>(witness.testimony());
    report.put("unsent", failures.unsent());
    report.put("storages", storages.peaks());
    if (http.getParam("links") != null) {
      report.put("files", files.files());
      report.put("links", witness.linkPeaks());
    }
    return report;
  }

  private void metrics(HttpServerRequest http) {
    String text =
        """
        # HELP tern_farm_fault_rules Rules by which a farm of simulated storages lets copies fail.
        # TYPE tern_farm_fault_rules gauge
        tern_farm_fault_rules %d
        """
            .formatted(faults.rules());
    http.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    failures.count(http.response().end(text));
  }

  private void control(HttpServerRequest http, String body) {
    try {
      Control control = Control.parse(body);
      control.apply(storages, fluid, faults);
      if (control.reset()) {
        witness.reset();
        storages.forgetPeaks();
      }
      if (control.clear()) {
        files.clear();
      }
      answer(http, 200, witness.testimony());
    } catch (IllegalArgumentException e) {
      answer(http, 400, Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  private void answer(HttpServerRequest http, int status, Map<String, ?> body) {
    http.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    failures.count(http.response().end(text(body)));
  }

  private static String text(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of maps and numbers", e);
    }
  }
}
