package io.tern.orchestrator.settings;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.journal.wire.ActivityShares;
import io.tern.orchestrator.journal.wire.CancelOrder;
import io.tern.orchestrator.journal.wire.CloudKeys;
import io.tern.orchestrator.journal.wire.CloudStorage;
import io.tern.orchestrator.journal.wire.DrainSetting;
import io.tern.orchestrator.journal.wire.FixedActive;
import io.tern.orchestrator.journal.wire.GlobalSetting;
import io.tern.orchestrator.journal.wire.Grant;
import io.tern.orchestrator.journal.wire.HoldOrder;
import io.tern.orchestrator.journal.wire.LinkSetting;
import io.tern.orchestrator.journal.wire.SettingValue;
import io.tern.orchestrator.journal.wire.StagingLimit;
import io.tern.orchestrator.journal.wire.StorageBan;
import io.tern.orchestrator.journal.wire.StorageSetting;
import io.tern.orchestrator.journal.wire.TokenProvider;
import io.tern.orchestrator.journal.wire.UserBan;
import io.tern.orchestrator.journal.wire.VoShare;
import io.tern.setting.Access;
import io.tern.setting.Ban;
import io.tern.setting.DrainedHost;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Sealed;
import io.tern.setting.Setting;
import io.tern.setting.StorageRule;
import io.tern.setting.Weight;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings to the wire. */
final class SettingWriter {
  private SettingWriter() {}

  static SettingValue write(Setting setting) {
    SettingValue.Builder value = SettingValue.newBuilder();
    switch (setting) {
      case Global global -> value.setGlobal(global(global));
      case LinkRule rule -> value.setLink(link(rule));
      case LinkRule.FixedActive fixed -> value.setFixed(fixed(fixed));
      case StorageRule rule -> value.setStorage(storage(rule));
      case StorageRule.StagingLimit(var storage, var vo, var most) ->
          value.setStaging(
              StagingLimit.newBuilder().setStorage(storage.value()).setVo(vo).setMost(most));
      case Weight.OfVo share -> value.setVoShare(voShare(share));
      case Weight.OfActivities shares -> value.setActivityShares(activities(shares));
      case Ban.OfStorage ban -> value.setStorageBan(ban(ban));
      case Ban.OfUser ban -> value.setUserBan(ban(ban));
      case DrainedHost(var host) -> value.setDrain(DrainSetting.newBuilder().setHost(host));
      case Order.Hold hold -> value.setHold(HoldOrder.getDefaultInstance());
      case Order.Cancel(var vo, var below, var reason) ->
          value.setCancel(CancelOrder.newBuilder().setVo(vo).setBelow(below).setReason(reason));
      case Access.Grant(var dn, var operation) ->
          value.setGrant(Grant.newBuilder().setDn(dn).setOperation(operation));
      case Access.CloudStorage cloud -> value.setCloudStorage(cloud(cloud));
      case Access.CloudKeys keys -> value.setCloudKeys(keys(keys));
      case Access.TokenProvider provider -> value.setTokenProvider(provider(provider));
    }
    return value.build();
  }

  private static <T> void ifSet(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static ByteString bytes(Sealed sealed) {
    return ByteString.copyFrom(sealed.bytes());
  }

  private static GlobalSetting global(Global global) {
    GlobalSetting.Builder out = GlobalSetting.newBuilder().setVo(global.vo());
    ifSet(global.retry(), out::setRetry);
    ifSet(global.maxTimeQueueH(), out::setMaxTimeQueueH);
    ifSet(global.timeoutS(), out::setTimeoutS);
    ifSet(global.secPerMb(), out::setSecPerMb);
    ifSet(global.noStreaming(), out::setNoStreaming);
    ifSet(global.showUserDn(), out::setShowUserDn);
    ifSet(global.checkDuplicates(), out::setCheckDuplicates);
    return out.build();
  }

  private static LinkSetting link(LinkRule rule) {
    LinkSetting.Builder out =
        LinkSetting.newBuilder()
            .setSymbolicName(rule.symbolicName())
            .setSource(rule.source().value())
            .setDestination(rule.destination().value())
            .setMinActive(rule.minActive())
            .setMaxActive(rule.maxActive());
    ifSet(rule.optimizerMode(), out::setOptimizerMode);
    ifSet(rule.tcpBufferSize(), out::setTcpBufferSize);
    ifSet(rule.streams(), out::setStreams);
    ifSet(rule.noDelegation(), out::setNoDelegation);
    return out.build();
  }

  private static FixedActive fixed(LinkRule.FixedActive fixed) {
    return FixedActive.newBuilder()
        .setSource(fixed.source().value())
        .setDestination(fixed.destination().value())
        .setActive(fixed.active())
        .setStreams(fixed.streams())
        .setRationale(fixed.rationale())
        .build();
  }

  private static StorageSetting storage(StorageRule rule) {
    StorageSetting.Builder out = StorageSetting.newBuilder().setStorage(rule.storage().value());
    ifSet(rule.inbound().active(), out::setInboundMaxActive);
    ifSet(rule.inbound().throughput(), out::setInboundMaxThroughput);
    ifSet(rule.outbound().active(), out::setOutboundMaxActive);
    ifSet(rule.outbound().throughput(), out::setOutboundMaxThroughput);
    ifSet(rule.udt(), out::setUdt);
    ifSet(rule.ipv6(), out::setIpv6);
    ifSet(rule.metadata(), out::setMetadata);
    ifSet(rule.site(), out::setSite);
    ifSet(rule.debugLevel(), out::setDebugLevel);
    ifSet(rule.eviction(), out::setEviction);
    ifSet(rule.skipEviction(), out::setSkipEviction);
    ifSet(rule.tpc(), tpc -> out.setTpc(tpc.name()));
    ifSet(rule.overwriteDiskEnabled(), out::setOverwriteDiskEnabled);
    ifSet(rule.tapeEndpoint(), out::setTapeEndpoint);
    return out.build();
  }

  private static VoShare voShare(Weight.OfVo share) {
    return VoShare.newBuilder()
        .setSource(share.source().value())
        .setDestination(share.destination().value())
        .setVo(share.vo())
        .setWeight(share.weight())
        .build();
  }

  private static ActivityShares activities(Weight.OfActivities shares) {
    return ActivityShares.newBuilder()
        .setVo(shares.vo())
        .setActive(shares.active())
        .addAllActivity(shares.weights().keySet())
        .addAllWeight(shares.weights().values())
        .build();
  }

  private static StorageBan ban(Ban.OfStorage ban) {
    return StorageBan.newBuilder()
        .setStorage(ban.storage().value())
        .setVo(ban.vo())
        .setStatus(ban.status().name())
        .setTimeoutS(ban.timeoutS())
        .setMessage(ban.message())
        .build();
  }

  private static UserBan ban(Ban.OfUser ban) {
    return UserBan.newBuilder()
        .setDn(ban.dn())
        .setStatus(ban.status().name())
        .setTimeoutS(ban.timeoutS())
        .setMessage(ban.message())
        .build();
  }

  private static CloudStorage cloud(Access.CloudStorage cloud) {
    CloudStorage.Builder out =
        CloudStorage.newBuilder()
            .setName(cloud.storageName())
            .setAppSecret(bytes(cloud.appSecret()));
    ifSet(cloud.appKey(), out::setAppKey);
    ifSet(cloud.serviceApiUrl(), out::setServiceApiUrl);
    return out.build();
  }

  private static CloudKeys keys(Access.CloudKeys keys) {
    return CloudKeys.newBuilder()
        .setStorageName(keys.storageName())
        .setOfVo(keys.ofVo())
        .setOwner(keys.owner())
        .setAccessKey(keys.accessKey())
        .setSecretKey(bytes(keys.secretKey()))
        .setRequestToken(bytes(keys.requestToken()))
        .setRequestTokenSecret(bytes(keys.requestTokenSecret()))
        .build();
  }

  private static TokenProvider provider(Access.TokenProvider provider) {
    TokenProvider.Builder out =
        TokenProvider.newBuilder()
            .setName(provider.providerName())
            .setIssuer(provider.issuer())
            .setClientId(provider.clientId())
            .setClientSecret(bytes(provider.clientSecret()));
    ifSet(provider.requiredSubmissionScope(), out::setRequiredSubmissionScope);
    ifSet(provider.voMapping(), out::setVoMapping);
    return out.build();
  }
}
