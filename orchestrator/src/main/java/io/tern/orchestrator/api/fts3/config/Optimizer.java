package io.tern.orchestrator.api.fts3.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.LinkRule.FixedActive;
import io.tern.setting.Settings.Written;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * {@code /optimizer}: how many transfers a link is given by an operator's word. What the service
 * finds by itself changes many times a minute and is in its metrics.
 */
final class Optimizer {
  private static final int SHOWN = 50;
  private static final List<String> COUNTS =
      List.of("active", "nostreams", "actual_active", "queue_size");
  private static final List<String> FIGURES =
      List.of("ema", "throughput", "success", "filesize_avg", "filesize_stddev");

  private final Changing changing;
  private final Reading reading;

  Optimizer(Changing changing, Reading reading) {
    this.changing = changing;
    this.reading = reading;
  }

  Future<Void> isOn(Exchange exchange) {
    return Answers.json(exchange.request(), 200, out -> out.writeBoolean(true));
  }

  Future<Void> current(Exchange exchange) {
    exchange.requireKnownCaller();
    Predicate<FixedActive> asked = asked(exchange);
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (Written<FixedActive> fixed : changing.now().all(FixedActive.class)) {
            if (asked.test(fixed.setting())) {
              writeCurrent(out, fixed.setting(), fixed.atMs());
            }
          }
          out.writeEndArray();
        });
  }

  Future<Void> evolution(Exchange exchange) {
    exchange.requireKnownCaller();
    Predicate<FixedActive> asked = asked(exchange);
    return reading
        .read(() -> changing.administration().audit(SHOWN * SHOWN))
        .map(changes ->
            changes.stream().flatMap(Optimizer::decision).filter(it -> asked.test(it.fixed())))
        .compose(decisions -> {
          List<Decision> shown = decisions.limit(SHOWN).toList();
          return Answers.json(exchange.request(), 200, out -> writeAll(out, shown));
        });
  }

  /** Any number must be 0 or more; only the link, its number and streams count. */
  Future<Void> set(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Bodies.smallObject(exchange.request())
        .map(Optimizer::fixed)
        .compose(fixed ->
            changing
                .put(exchange, fixed)
                .compose(done ->
                    Answers.json(
                        exchange.request(),
                        200,
                        out -> writeBoth(out, new Decision(fixed, now())))));
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private record Decision(FixedActive fixed, long atMs) {}

  private static Stream<Decision> decision(SettingChanged change) {
    Written<?> after = change.after();
    return after != null && after.setting() instanceof FixedActive fixed
        ? Stream.of(new Decision(fixed, change.atMs()))
        : Stream.empty();
  }

  private static Predicate<FixedActive> asked(Exchange exchange) {
    Optional<String> source = exchange.query("source_se");
    Optional<String> destination = exchange.query("dest_se");
    return fixed ->
        source.map(fixed.source().value()::equals).orElse(true)
            && destination.map(fixed.destination().value()::equals).orElse(true);
  }

  private static FixedActive fixed(JsonNode body) {
    Members given = new Members(body);
    String missing = "Missing source and/or destination";
    String source = given.text("source_se", missing);
    String destination = given.text("dest_se", missing);
    Stream.concat(COUNTS.stream(), FIGURES.stream()).forEach(name -> checkNumber(given, name));
    Integer active = given.integer("active");
    Integer streams = given.integer("nostreams");
    return Changing.made(() ->
        new FixedActive(
            Changing.storage(source),
            Changing.storage(destination),
            active == null ? 2 : active,
            streams == null ? 1 : streams,
            Optional.ofNullable(given.text("rationale")).orElse("")));
  }

  /** In FTS's words, such as {@code Active must be positive (-1)}. */
  private static void checkNumber(Members given, String name) {
    String shown = given.object().path(name).asText();
    String called = Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ');
    boolean count = COUNTS.contains(name);
    try {
      Number number = count ? (Number) given.integer(name) : given.number(name);
      if (number == null || number.doubleValue() >= 0) {
        return;
      }
    } catch (Refusal e) {
      String type = count ? "an integer" : "a number";
      throw Refusal.badRequest(called + " must be " + type + " (" + shown + ")");
    }
    throw Refusal.badRequest(called + " must be positive (" + shown + ")");
  }

  private static void writeBoth(JsonGenerator out, Decision decision) throws IOException {
    out.writeStartArray();
    writeDecision(out, decision);
    writeCurrent(out, decision.fixed(), decision.atMs());
    out.writeEndArray();
  }

  private static void writeAll(JsonGenerator out, List<Decision> decisions) throws IOException {
    out.writeStartArray();
    for (Decision decision : decisions) {
      writeDecision(out, decision);
    }
    out.writeEndArray();
  }

  private static void writeCurrent(JsonGenerator out, FixedActive fixed, long atMs)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("source_se", fixed.source().value());
    out.writeStringField("dest_se", fixed.destination().value());
    out.writeFieldName("datetime");
    Dates.write(out, atMs);
    out.writeNumberField("ema", 0);
    out.writeNumberField("active", fixed.active());
    out.writeNumberField("nostreams", fixed.streams());
    out.writeEndObject();
  }

  private static void writeDecision(JsonGenerator out, Decision decision) throws IOException {
    FixedActive fixed = decision.fixed();
    out.writeStartObject();
    out.writeFieldName("datetime");
    Dates.write(out, decision.atMs());
    out.writeStringField("source_se", fixed.source().value());
    out.writeStringField("dest_se", fixed.destination().value());
    out.writeNumberField("active", fixed.active());
    out.writeStringField("rationale", fixed.rationale());
    for (String unknown :
        List.of(
            "throughput",
            "success",
            "diff",
            "actual_active",
            "queue_size",
            "ema",
            "filesize_avg",
            "filesize_stddev")) {
      out.writeNullField(unknown);
    }
    out.writeEndObject();
  }
}
