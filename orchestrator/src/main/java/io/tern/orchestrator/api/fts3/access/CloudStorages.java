package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Access.CloudKeys;
import io.tern.setting.Access.CloudStorage;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code /config/cloud_storage}: storages that want keys. Secrets go in and never come out. */
final class CloudStorages {
  private final Changing changing;
  private final Sealing sealing;

  CloudStorages(Changing changing, Sealing sealing) {
    this.changing = changing;
    this.sealing = sealing;
  }

  Future<Void> list(Exchange exchange) {
    require(exchange);
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (var written : changing.now().all(CloudStorage.class)) {
            writeStorage(out, written.setting());
          }
          out.writeEndArray();
        });
  }

  private void writeStorage(JsonGenerator out, CloudStorage storage) throws IOException {
    out.writeStartObject();
    out.writeStringField("storage_name", storage.storageName());
    out.writeStringField("app_key", storage.appKey());
    out.writeStringField("service_api_url", storage.serviceApiUrl());
    out.writeFieldName("users");
    CloudUsers.write(out, CloudUsers.of(changing.now(), storage.storageName()));
    out.writeEndObject();
  }

  Future<Void> add(Exchange exchange) {
    require(exchange);
    return Bodies.smallObject(exchange.request())
        .map(this::storage)
        .compose(storage ->
            changing
                .put(exchange, storage)
                .compose(done ->
                    Answers.json(
                        exchange.request(), 201, out -> out.writeString(storage.storageName()))));
  }

  private CloudStorage storage(JsonNode body) {
    Members given = new Members(body);
    String name = given.text("storage_name", "Missing storage name");
    return Changing.made(() ->
        new CloudStorage(
            name,
            given.text("app_key"),
            sealing.seal(given.text("app_secret"), CloudStorage.nameOf(name)),
            given.text("service_api_url")));
  }

  /** Its users' keys go with it. */
  Future<Void> remove(Exchange exchange) {
    require(exchange);
    CloudStorage storage = find(changing.now(), exchange.variable(0));
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Remove(storage.name()));
    CloudUsers.of(changing.now(), storage.storageName()).stream()
        .map(CloudKeys::name)
        .forEach(name -> changes.add(new Change.Remove(name)));
    return changing.ask(exchange, changes).compose(done -> Answers.empty(exchange.request(), 204));
  }

  static CloudStorage find(Settings settings, String name) {
    return settings
        .find(CloudStorage.class, CloudStorage.nameOf(name))
        .map(Settings.Written::setting)
        .orElseThrow(() -> Refusal.notFound("The storage does not exist"));
  }

  static void require(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    exchange.requireCertificate();
  }
}
