package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.setting.Access.CloudKeys;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /config/cloud_storage/{name}}: who has keys at a cloud storage. */
final class CloudUsers {
  private final Changing changing;
  private final Sealing sealing;

  CloudUsers(Changing changing, Sealing sealing) {
    this.changing = changing;
    this.sealing = sealing;
  }

  Future<Void> list(Exchange exchange) {
    CloudStorages.require(exchange);
    Settings settings = changing.now();
    String storage = CloudStorages.find(settings, exchange.variable(0)).storageName();
    return Answers.json(exchange.request(), 200, out -> write(out, of(settings, storage)));
  }

  Future<Void> add(Exchange exchange) {
    CloudStorages.require(exchange);
    String storage = CloudStorages.find(changing.now(), exchange.variable(0)).storageName();
    return Bodies.smallObject(exchange.request())
        .map(body -> keys(storage, body))
        .compose(keys ->
            changing
                .put(exchange, keys)
                .compose(
                    done -> Answers.json(exchange.request(), 201, out -> Rows.write(out, keys))));
  }

  Future<Void> remove(Exchange exchange) {
    CloudStorages.require(exchange);
    String storage = CloudStorages.find(changing.now(), exchange.variable(0)).storageName();
    String owner = exchange.variable(1);
    List<Change> changes =
        of(changing.now(), storage).stream()
            .filter(keys -> keys.owner().equals(owner))
            .<Change>map(keys -> new Change.Remove(keys.name()))
            .toList();
    return changing.ask(exchange, changes).compose(done -> Answers.empty(exchange.request(), 204));
  }

  static List<CloudKeys> of(Settings settings, String storage) {
    return settings.all(CloudKeys.class).stream()
        .map(Settings.Written::setting)
        .filter(keys -> keys.storageName().equals(storage))
        .toList();
  }

  static void write(JsonGenerator out, List<CloudKeys> users) throws IOException {
    out.writeStartArray();
    for (CloudKeys keys : users) {
      Rows.write(out, keys);
    }
    out.writeEndArray();
  }

  private CloudKeys keys(String storage, JsonNode body) {
    Members given = new Members(body);
    String user = given.text("user_dn");
    String vo = given.text("vo_name");
    String owner = user == null ? vo : user;
    if (owner == null) {
      throw Refusal.badRequest("One of user_dn or vo_name must be specified");
    }
    if (user != null && vo != null) {
      throw Refusal.badRequest("Only one of user_dn or vo_name must be specified");
    }
    return Changing.made(() -> keys(storage, vo != null, owner, given));
  }

  private CloudKeys keys(String storage, boolean ofVo, String owner, Members given) {
    String name = CloudKeys.nameOf(storage, ofVo, owner);
    String access = either(given, "access_key", "access_token");
    return new CloudKeys(
        storage,
        ofVo,
        owner,
        access == null ? "" : access,
        sealing.seal(either(given, "secret_key", "access_token_secret"), name),
        sealing.seal(given.text("request_token"), name),
        sealing.seal(given.text("request_token_secret"), name));
  }

  private static @Nullable String either(Members given, String name, String alias) {
    String text = given.text(name);
    return text == null ? given.text(alias) : text;
  }
}
