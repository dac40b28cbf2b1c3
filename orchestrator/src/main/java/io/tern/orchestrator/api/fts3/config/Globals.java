package io.tern.orchestrator.api.fts3.config;

import static io.tern.orchestrator.api.fts3.setting.Members.or;

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
import io.tern.setting.Global;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Set;

/** {@code /config/global}: what jobs get that do not say themselves. */
final class Globals {
  private static final Set<String> NAMES =
      Set.of(
          "vo_name",
          "retry",
          "max_time_queue",
          "global_timeout",
          "sec_per_mb",
          "no_streaming",
          "show_user_dn",
          "check_duplicates");

  private final Changing changing;

  Globals(Changing changing) {
    this.changing = changing;
  }

  Future<Void> show(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return answer(exchange);
  }

  Future<Void> set(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Bodies.smallObject(exchange.request())
        .compose(body -> changing.put(exchange, merged(body)))
        .compose(done -> answer(exchange));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    String vo = exchange.query("vo_name").orElse(Global.ANY);
    if (vo.equals(Global.ANY)) {
      throw Refusal.badRequest("Missing VO name");
    }
    return changing
        .remove(exchange, Global.nameOf(vo))
        .compose(done -> Answers.empty(exchange.request(), 204));
  }

  private Global merged(JsonNode body) {
    Members given = new Members(body).only(NAMES);
    String name = given.text("vo_name");
    Global before = row(name == null ? Global.ANY : name);
    return Changing.made(() ->
        new Global(
            before.vo(),
            or(given.integer("retry"), before.retry()),
            or(given.integer("max_time_queue"), before.maxTimeQueueH()),
            or(given.integer("global_timeout"), before.timeoutS()),
            or(given.integer("sec_per_mb"), before.secPerMb()),
            or(given.bool("no_streaming"), before.noStreaming()),
            or(given.bool("show_user_dn"), before.showUserDn()),
            or(given.bool("check_duplicates"), before.checkDuplicates())));
  }

  private Global row(String vo) {
    return changing
        .now()
        .find(Global.class, Changing.made(() -> Global.nameOf(vo)))
        .map(Settings.Written::setting)
        .orElse(Global.unset(vo));
  }

  private Future<Void> answer(Exchange exchange) {
    return Answers.json(exchange.request(), 200, this::write);
  }

  private void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeFieldName(Global.ANY);
    Rows.write(out, row(Global.ANY));
    for (var written : changing.now().all(Global.class)) {
      if (!written.setting().vo().equals(Global.ANY)) {
        out.writeFieldName(written.setting().vo());
        Rows.write(out, written.setting());
      }
    }
    out.writeEndObject();
  }
}
