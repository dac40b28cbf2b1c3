package io.tern.orchestrator.api.fts3.config;

import static io.tern.orchestrator.api.fts3.setting.Members.or;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Lists;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.LinkRule;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /config/links}: how many transfers a link may carry. */
final class Links {
  private static final Set<String> NAMES =
      Set.of(
          "symbolicname",
          "source",
          "destination",
          "min_active",
          "max_active",
          "optimizer_mode",
          "tcp_buffer_size",
          "nostreams",
          "no_delegation");

  private static final int DEFAULT_ACTIVE = 2;

  private final Changing changing;

  Links(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Lists.answer(exchange, changing.now().all(LinkRule.class));
  }

  Future<Void> set(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Bodies.smallObject(exchange.request())
        .map(this::merged)
        .compose(rule ->
            changing
                .put(exchange, rule)
                .compose(
                    done -> Answers.json(exchange.request(), 201, out -> Rows.write(out, rule))));
  }

  Future<Void> show(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    String name = name(exchange);
    LinkRule rule =
        find(name).orElseThrow(() -> Refusal.notFound("Link " + name + " does not exist"));
    return Answers.json(exchange.request(), 200, out -> Rows.write(out, rule));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return changing
        .remove(exchange, Changing.made(() -> LinkRule.nameOf(name(exchange))))
        .compose(done -> Answers.empty(exchange.request(), 204));
  }

  /** Clients encode it twice. */
  private static String name(Exchange exchange) {
    return Changing.made(
        () -> URLDecoder.decode(exchange.variable(0).replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private Optional<LinkRule> find(String name) {
    return changing
        .now()
        .find(LinkRule.class, LinkRule.nameOf(name))
        .map(Settings.Written::setting);
  }

  private LinkRule merged(JsonNode body) {
    Members given = new Members(body).only(NAMES);
    String name = given.text("symbolicname", "Missing symbolicname");
    LinkRule before = find(name).orElse(null);
    int min = active(given, "min_active", before == null ? DEFAULT_ACTIVE : before.minActive());
    int max = active(given, "max_active", before == null ? DEFAULT_ACTIVE : before.maxActive());
    if (max < min) {
      throw Refusal.badRequest("max_active is lower than min_active");
    }
    return Changing.made(() ->
        new LinkRule(
            name,
            end(given, "source", before == null ? null : before.source()),
            end(given, "destination", before == null ? null : before.destination()),
            min,
            max,
            or(given.integer("optimizer_mode"), before == null ? null : before.optimizerMode()),
            or(given.integer("tcp_buffer_size"), before == null ? null : before.tcpBufferSize()),
            or(given.integer("nostreams"), before == null ? null : before.streams()),
            or(given.bool("no_delegation"), before == null ? null : before.noDelegation())));
  }

  private static int active(Members given, String name, int otherwise) {
    try {
      Integer active = given.integer(name);
      return active == null ? otherwise : active;
    } catch (Refusal e) {
      throw Refusal.badRequest(
          "Active must be an integer (" + given.object().path(name).asText() + ")");
    }
  }

  private static StorageName end(Members given, String name, @Nullable StorageName before) {
    String text = given.text(name);
    if (given.object().has(name) && text == null) {
      throw Refusal.badRequest("Missing source and/or destination");
    }
    if (text == null) {
      return before == null ? new StorageName("*") : before;
    }
    return Changing.storage(text);
  }
}
