package io.tern.orchestrator.api.fts3.setting;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.setting.Access;
import io.tern.setting.Ban;
import io.tern.setting.DrainedHost;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import io.tern.setting.StorageRule;
import io.tern.setting.Weight;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as FTS's rows; secrets are never among their members. */
public final class Rows {
  private final JsonGenerator out;

  private Rows(JsonGenerator out) {
    this.out = out;
  }

  /** Writes one as an object. */
  public static void write(JsonGenerator out, Setting setting) throws IOException {
    out.writeStartObject();
    new Rows(out).members(setting);
    out.writeEndObject();
  }

  private void members(Setting setting) throws IOException {
    switch (setting) {
      case Global global -> global(global);
      case LinkRule rule -> link(rule);
      case LinkRule.FixedActive fixed -> fixed(fixed);
      case StorageRule rule -> storage(rule);
      case StorageRule.StagingLimit limit ->
          texts("se", limit.storage(), "vo", limit.vo(), "staging", limit.most());
      case Weight.OfVo weight -> voShare(weight);
      case Weight.OfActivities shares -> activityShares(shares);
      case Ban.OfStorage ban ->
          texts(
              "se",
              ban.storage(),
              "vo",
              ban.vo(),
              "status",
              ban.status(),
              "message",
              ban.message());
      case Ban.OfUser ban ->
          texts("dn", ban.dn(), "status", ban.status(), "message", ban.message());
      case DrainedHost host -> texts("hostname", host.host());
      case Order.Hold hold -> member("hold", true);
      case Order.Cancel cancel -> texts("vo", cancel.vo(), "reason", cancel.reason());
      case Access.Grant grant -> texts("dn", grant.dn(), "operation", grant.operation());
      case Access.CloudStorage cloud -> cloud(cloud);
      case Access.CloudKeys keys -> cloudKeys(keys);
      case Access.TokenProvider provider -> provider(provider);
    }
  }

  private void global(Global global) throws IOException {
    member("vo_name", global.vo());
    member("retry", global.retry());
    member("max_time_queue", global.maxTimeQueueH());
    member("global_timeout", global.timeoutS());
    member("sec_per_mb", global.secPerMb());
    member("no_streaming", global.noStreaming());
    member("show_user_dn", global.showUserDn());
    member("check_duplicates", global.checkDuplicates());
  }

  private void link(LinkRule rule) throws IOException {
    member("symbolicname", rule.symbolicName());
    member("source", rule.source().value());
    member("destination", rule.destination().value());
    member("min_active", rule.minActive());
    member("max_active", rule.maxActive());
    member("optimizer_mode", rule.optimizerMode());
    member("tcp_buffer_size", rule.tcpBufferSize());
    member("nostreams", rule.streams());
    member("no_delegation", rule.noDelegation());
  }

  private void fixed(LinkRule.FixedActive fixed) throws IOException {
    member("source_se", fixed.source().value());
    member("dest_se", fixed.destination().value());
    member("active", fixed.active());
    member("nostreams", fixed.streams());
    member("rationale", fixed.rationale());
  }

  private void storage(StorageRule rule) throws IOException {
    member("inbound_max_active", rule.inbound().active());
    member("inbound_max_throughput", rule.inbound().throughput());
    member("outbound_max_active", rule.outbound().active());
    member("outbound_max_throughput", rule.outbound().throughput());
    member("udt", rule.udt());
    member("ipv6", rule.ipv6());
    member("se_metadata", rule.metadata());
    member("site", rule.site());
    member("debug_level", rule.debugLevel());
    member("skip_eviction", rule.skipEviction());
    member("tpc_support", rule.tpc() == null ? null : rule.tpc().name());
    member("overwrite_disk_enabled", rule.overwriteDiskEnabled());
    if (rule.tapeEndpoint() != null) {
      member("tape_endpoint", rule.tapeEndpoint());
    }
  }

  private void voShare(Weight.OfVo weight) throws IOException {
    member("source", weight.source().value());
    member("destination", weight.destination().value());
    member("vo", weight.vo());
    member("share", weight.weight());
  }

  private void activityShares(Weight.OfActivities shares) throws IOException {
    member("vo", shares.vo());
    member("active", shares.active());
    out.writeFieldName("activity_share");
    writeWeights(out, shares.weights());
  }

  /** Activities and their weights as an object. */
  public static void writeWeights(JsonGenerator out, Map<String, Double> weights)
      throws IOException {
    out.writeStartObject();
    Rows rows = new Rows(out);
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      rows.member(weight.getKey(), weight.getValue());
    }
    out.writeEndObject();
  }

  private void cloud(Access.CloudStorage cloud) throws IOException {
    member("storage_name", cloud.storageName());
    member("app_key", cloud.appKey());
    member("service_api_url", cloud.serviceApiUrl());
  }

  private void cloudKeys(Access.CloudKeys keys) throws IOException {
    member("storage_name", keys.storageName());
    member("user_dn", keys.ofVo() ? null : keys.owner());
    member("vo_name", keys.ofVo() ? keys.owner() : null);
  }

  private void provider(Access.TokenProvider provider) throws IOException {
    member("name", provider.providerName());
    member("issuer", provider.issuer());
    member("client_id", provider.clientId());
    member("required_submission_scope", provider.requiredSubmissionScope());
    member("vo_mapping", provider.voMapping());
  }

  private void texts(Object... namesAndValues) throws IOException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      member(namesAndValues[i].toString(), value instanceof Integer ? value : value.toString());
    }
  }

  private void member(String name, @Nullable Object value) throws IOException {
    out.writeFieldName(name);
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean bool -> out.writeBoolean(bool);
      case Integer number -> out.writeNumber(number);
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          out.writeNumber(number.longValue());
      case Double number -> out.writeNumber(number);
      default -> throw new IllegalArgumentException(name + ": " + value.getClass());
    }
  }
}
