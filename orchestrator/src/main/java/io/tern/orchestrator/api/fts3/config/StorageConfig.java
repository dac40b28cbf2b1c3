package io.tern.orchestrator.api.fts3.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.tern.setting.StorageRule;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code /config/se}: what storages can bear. */
final class StorageConfig {
  private final Changing changing;

  StorageConfig(Changing changing) {
    this.changing = changing;
  }

  Future<Void> show(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    Settings settings = changing.now();
    TreeSet<StorageName> storages = new TreeSet<>();
    settings.all(StorageRule.class).forEach(it -> storages.add(it.setting().storage()));
    settings
        .all(StorageRule.StagingLimit.class)
        .forEach(it -> storages.add(it.setting().storage()));
    Optional<StorageName> only = exchange.query("se").map(Changing::storage);
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartObject();
          for (StorageName storage : storages) {
            if (only.map(storage::equals).orElse(true)) {
              out.writeFieldName(storage.value());
              write(out, settings, storage);
            }
          }
          out.writeEndObject();
        });
  }

  Future<Void> set(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Bodies.smallObject(exchange.request())
        .compose(body -> {
          List<Change> changes = new ArrayList<>();
          body.properties()
              .forEach(one ->
                  changes.addAll(
                      new StorageChange(changing.now(), Changing.storage(one.getKey()))
                          .changes(one.getValue())));
          return changing.ask(exchange, changes).map(done -> lastOf(body));
        })
        .compose(last -> Answers.json(exchange.request(), 200, out -> writeResult(out, last)));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    StorageName storage =
        exchange
            .query("se")
            .map(Changing::storage)
            .orElseThrow(() -> Refusal.badRequest("Missing storage (se)"));
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Remove(StorageRule.nameOf(storage)));
    limits(changing.now(), storage).forEach(limit -> changes.add(new Change.Remove(limit.name())));
    return changing.ask(exchange, changes).compose(done -> Answers.empty(exchange.request(), 204));
  }

  private static Optional<StorageName> lastOf(JsonNode body) {
    return body.propertyStream()
        .reduce((first, second) -> second)
        .map(last -> Changing.storage(last.getKey()));
  }

  /** The row of the last storage and its operations, null where there are none. */
  private void writeResult(JsonGenerator out, Optional<StorageName> last) throws IOException {
    Settings settings = changing.now();
    Optional<StorageRule> rule = last.flatMap(storage -> rule(settings, storage));
    out.writeStartArray();
    if (rule.isPresent()) {
      Rows.write(out, rule.get());
    } else {
      out.writeNull();
    }
    List<StorageRule.StagingLimit> limits =
        last.map(storage -> limits(settings, storage)).orElse(List.of());
    if (limits.isEmpty()) {
      out.writeNull();
    } else {
      writeOperations(out, limits);
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Settings settings, StorageName storage)
      throws IOException {
    out.writeStartObject();
    Optional<StorageRule> rule = rule(settings, storage);
    if (rule.isPresent()) {
      out.writeFieldName("se_info");
      Rows.write(out, rule.get());
    }
    List<StorageRule.StagingLimit> limits = limits(settings, storage);
    if (!limits.isEmpty()) {
      out.writeFieldName("operations");
      writeOperations(out, limits);
    }
    out.writeEndObject();
  }

  private static void writeOperations(JsonGenerator out, List<StorageRule.StagingLimit> limits)
      throws IOException {
    out.writeStartObject();
    for (StorageRule.StagingLimit limit : limits) {
      out.writeObjectFieldStart(limit.vo());
      out.writeNumberField(StorageChange.STAGING, limit.most());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static Optional<StorageRule> rule(Settings settings, StorageName storage) {
    return settings
        .find(StorageRule.class, StorageRule.nameOf(storage))
        .map(Settings.Written::setting);
  }

  private static List<StorageRule.StagingLimit> limits(Settings settings, StorageName storage) {
    return settings.all(StorageRule.StagingLimit.class).stream()
        .map(Settings.Written::setting)
        .filter(limit -> limit.storage().equals(storage))
        .toList();
  }
}
