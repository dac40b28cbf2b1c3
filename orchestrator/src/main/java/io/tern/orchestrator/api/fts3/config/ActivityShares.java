package io.tern.orchestrator.api.fts3.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Settings;
import io.tern.setting.Weight;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /config/activity_shares}: a VO's activities against each other. */
final class ActivityShares {
  private static final int LONGEST = 1_024;

  private final Changing changing;

  ActivityShares(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    require(exchange);
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartObject();
          for (var written : changing.now().all(Weight.OfActivities.class)) {
            out.writeFieldName(written.setting().vo());
            write(out, written.setting());
          }
          out.writeEndObject();
        });
  }

  Future<Void> set(Exchange exchange) {
    require(exchange);
    return Bodies.smallObject(exchange.request())
        .map(ActivityShares::shares)
        .compose(shares ->
            changing
                .put(exchange, shares)
                .compose(
                    done -> Answers.json(exchange.request(), 200, out -> Rows.write(out, shares))));
  }

  Future<Void> show(Exchange exchange) {
    require(exchange);
    Weight.OfActivities shares = find(exchange.variable(0));
    return Answers.json(exchange.request(), 200, out -> write(out, shares));
  }

  Future<Void> remove(Exchange exchange) {
    require(exchange);
    String name = find(exchange.variable(0)).name();
    return changing.remove(exchange, name).compose(done -> Answers.empty(exchange.request(), 204));
  }

  private static void require(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    exchange.requireCertificate();
  }

  private Weight.OfActivities find(String vo) {
    return changing
        .now()
        .find(Weight.OfActivities.class, Weight.OfActivities.nameOf(vo))
        .map(Settings.Written::setting)
        .orElseThrow(() -> Refusal.notFound("No activity shares for " + vo));
  }

  private static void write(JsonGenerator out, Weight.OfActivities shares) throws IOException {
    out.writeStartObject();
    out.writeFieldName("share");
    Rows.writeWeights(out, shares.weights());
    out.writeBooleanField("active", shares.active());
    out.writeEndObject();
  }

  private static Weight.OfActivities shares(JsonNode body) {
    Members given = new Members(body);
    String vo = given.text("vo", "Missing VO");
    JsonNode share = body.path("share");
    if (share.isMissingNode() || share.isNull()) {
      throw Refusal.badRequest("Missing share");
    }
    if (share.toString().length() > LONGEST) {
      throw Refusal.badRequest("share: over " + LONGEST + " characters");
    }
    Boolean active = given.bool("active");
    return Changing.made(
        () -> new Weight.OfActivities(vo, active == null || active, weights(share)));
  }

  /** From an object, or from an array of objects. */
  private static Map<String, Double> weights(JsonNode share) {
    Map<String, Double> weights = new LinkedHashMap<>();
    Iterable<JsonNode> objects = share.isArray() ? share : List.of(share);
    for (JsonNode object : objects) {
      if (!object.isObject()) {
        throw Refusal.badRequest("share (expected: an object, or an array of objects)");
      }
      object.properties().forEach(one -> weights.put(one.getKey(), weight(one.getValue())));
    }
    return weights;
  }

  private static double weight(JsonNode weight) {
    if (!weight.isNumber()) {
      throw Refusal.badRequest("Share weight must be a number");
    }
    return weight.doubleValue();
  }
}
