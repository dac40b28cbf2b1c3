package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.Administration;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What operators ask for many jobs or files at once (docs/fts3-dialect.md, 1.7). */
final class Wide {
  private static final String EVERYBODY = "*";
  private static final String REASON = "Job canceled by the user";

  private final Administration administration;

  Wide(Administration administration) {
    this.administration = administration;
  }

  Future<Void> cancelVo(Exchange exchange) {
    return cancel(exchange, exchange.variable(0));
  }

  Future<Void> cancelAll(Exchange exchange) {
    return cancel(exchange, EVERYBODY);
  }

  private Future<Void> cancel(Exchange exchange, String vo) {
    if (!exchange.caller().isRoot()) {
      throw Refusal.forbidden("User does not have root privileges");
    }
    return administration
        .cancelAll(exchange.caller().userDn(), vo, REASON)
        .map(Changing::taken)
        .compose(verdict ->
            Answers.json(
                exchange.request(),
                200,
                out -> {
                  out.writeStartObject();
                  out.writeNumberField("affected_files", verdict.getTransfers());
                  out.writeNumberField("affected_dm", 0);
                  out.writeNumberField("affected_jobs", verdict.getJobs());
                  out.writeEndObject();
                }));
  }

  Future<Void> forceStart(Exchange exchange) {
    exchange.requireForAll(Operation.ADMIN);
    exchange.requireCertificate();
    if (!"application/json".equals(exchange.request().getHeader("Content-Type"))) {
      throw Refusal.badRequest("Only accepts 'Content-Type: application/json'");
    }
    return Bodies.smallValue(exchange.request(), "Malformed input")
        .map(Wide::files)
        .compose(files ->
            administration
                .forceStart(exchange.caller().userDn(), files)
                .map(Changing::taken)
                .compose(verdict ->
                    Answers.json(exchange.request(), 200, out -> write(out, files, verdict))));
  }

  private static List<Long> files(JsonNode body) {
    List<Long> files = new ArrayList<>();
    if (!body.isArray()) {
      throw onlyIds();
    }
    for (JsonNode id : body) {
      if (!id.isIntegralNumber() || !id.canConvertToLong()) {
        throw onlyIds();
      }
      files.add(id.longValue());
    }
    return files;
  }

  private static Refusal onlyIds() {
    return Refusal.badRequest("Only accepts a list of integer fileIDs");
  }

  private static void write(JsonGenerator out, List<Long> files, Verdict verdict)
      throws IOException {
    Set<Long> started = new HashSet<>(verdict.getStartedList());
    Set<Long> absent = new HashSet<>(verdict.getAbsentList());
    out.writeStartArray();
    for (Long file : files) {
      out.writeStartObject();
      out.writeNumberField("file_id", file);
      if (started.contains(file)) {
        out.writeStringField("message", "File state changed to FORCE_START");
      } else {
        out.writeStringField(
            "error",
            absent.contains(file) ? "File does not exist" : "File is not in SUBMITTED state");
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
