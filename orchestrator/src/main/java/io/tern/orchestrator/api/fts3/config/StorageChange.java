package io.tern.orchestrator.api.fts3.config;

import static io.tern.orchestrator.api.fts3.setting.Members.or;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.setting.Change;
import io.tern.setting.Settings;
import io.tern.setting.StorageRule;
import io.tern.setting.StorageRule.Most;
import io.tern.setting.StorageRule.StagingLimit;
import io.tern.setting.StorageRule.ThirdPartyCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a posted configuration of one storage changes. */
final class StorageChange {
  static final String STAGING = "staging";

  private static final Set<String> NAMES =
      Set.of(
          "inbound_max_active",
          "inbound_max_throughput",
          "outbound_max_active",
          "outbound_max_throughput",
          "udt",
          "ipv6",
          "se_metadata",
          "site",
          "debug_level",
          "eviction",
          "skip_eviction",
          "tpc_support",
          "overwrite_disk_enabled",
          "tape_endpoint");

  private final Settings settings;
  private final StorageName storage;

  StorageChange(Settings settings, StorageName storage) {
    this.settings = settings;
    this.storage = storage;
  }

  List<Change> changes(JsonNode configuration) {
    if (!configuration.isObject()) {
      throw malformed();
    }
    List<Change> changes = new ArrayList<>();
    JsonNode info = configuration.path("se_info");
    if (info.isObject()) {
      changes.add(new Change.Put(rule(new Members(info).only(NAMES))));
    } else if (!info.isMissingNode() && !info.isNull()) {
      throw malformed();
    }
    configuration
        .path("operations")
        .properties()
        .forEach(vo -> changes.addAll(operations(vo.getKey(), vo.getValue())));
    return changes;
  }

  private static Refusal malformed() {
    return Refusal.badRequest("Malformed configuration");
  }

  private List<Change> operations(String vo, JsonNode operations) {
    if (!operations.isObject()) {
      throw malformed();
    }
    new Members(operations).only(Set.of(STAGING));
    return operations.properties().stream().map(one -> limit(vo, one)).toList();
  }

  private Change limit(String vo, Map.Entry<String, JsonNode> operation) {
    if (!operation.getValue().canConvertToInt()) {
      throw Refusal.badRequest("Field " + operation.getKey() + " is expected to be int");
    }
    int most = operation.getValue().intValue();
    return Changing.made(() ->
        most <= 0
            ? new Change.Remove(StagingLimit.nameOf(storage, vo))
            : new Change.Put(new StagingLimit(storage, vo, most)));
  }

  /** Null members leave what was set. */
  private StorageRule rule(Members given) {
    StorageRule before =
        settings
            .find(StorageRule.class, StorageRule.nameOf(storage))
            .map(Settings.Written::setting)
            .orElse(StorageRule.unset(storage));
    return Changing.made(() ->
        new StorageRule(
            storage,
            most(given, "inbound", before.inbound()),
            most(given, "outbound", before.outbound()),
            or(given.bool("udt"), before.udt()),
            or(given.bool("ipv6"), before.ipv6()),
            or(given.text("se_metadata"), before.metadata()),
            or(given.text("site"), before.site()),
            or(given.integer("debug_level"), before.debugLevel()),
            or(given.bool("eviction"), before.eviction()),
            or(given.bool("skip_eviction"), before.skipEviction()),
            or(thirdPartyCopy(given), before.tpc()),
            or(given.bool("overwrite_disk_enabled"), before.overwriteDiskEnabled()),
            or(given.text("tape_endpoint"), before.tapeEndpoint())));
  }

  private static Most most(Members given, String direction, Most before) {
    return new Most(
        or(given.integer(direction + "_max_active"), before.active()),
        or(given.number(direction + "_max_throughput"), before.throughput()));
  }

  private static @Nullable ThirdPartyCopy thirdPartyCopy(Members given) {
    String support = given.text("tpc_support");
    if (support == null) {
      return null;
    }
    try {
      return ThirdPartyCopy.valueOf(support.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(
          "Field tpc_support is expected to be one of the following: FULL, PULL, PUSH, NONE");
    }
  }
}
