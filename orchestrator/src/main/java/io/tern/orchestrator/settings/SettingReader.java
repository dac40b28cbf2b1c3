package io.tern.orchestrator.settings;

import com.google.protobuf.ByteString;
import io.tern.job.StorageName;
import io.tern.orchestrator.journal.wire.ActivityShares;
import io.tern.orchestrator.journal.wire.CancelOrder;
import io.tern.orchestrator.journal.wire.CloudKeys;
import io.tern.orchestrator.journal.wire.CloudStorage;
import io.tern.orchestrator.journal.wire.FixedActive;
import io.tern.orchestrator.journal.wire.GlobalSetting;
import io.tern.orchestrator.journal.wire.Grant;
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
import io.tern.setting.StorageRule.Most;
import io.tern.setting.StorageRule.ThirdPartyCopy;
import io.tern.setting.Weight;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings from the wire; {@link IllegalArgumentException} for what none can be. */
final class SettingReader {
  private SettingReader() {}

  static Setting read(SettingValue value) {
    return switch (value.getKindCase()) {
      case GLOBAL -> global(value.getGlobal());
      case LINK -> link(value.getLink());
      case STORAGE -> storage(value.getStorage());
      case STAGING -> staging(value.getStaging());
      case FIXED -> fixed(value.getFixed());
      case VO_SHARE -> voShare(value.getVoShare());
      case ACTIVITY_SHARES -> activities(value.getActivityShares());
      case STORAGE_BAN -> ban(value.getStorageBan());
      case USER_BAN -> ban(value.getUserBan());
      case DRAIN -> new DrainedHost(value.getDrain().getHost());
      case HOLD -> new Order.Hold();
      case CANCEL -> cancel(value.getCancel());
      case GRANT -> grant(value.getGrant());
      case CLOUD_STORAGE -> cloud(value.getCloudStorage());
      case CLOUD_KEYS -> keys(value.getCloudKeys());
      case TOKEN_PROVIDER -> provider(value.getTokenProvider());
      case KIND_NOT_SET -> throw new IllegalArgumentException("a setting of no kind");
    };
  }

  private static Sealed sealed(ByteString bytes) {
    return Sealed.of(bytes.toByteArray());
  }

  private static Global global(GlobalSetting in) {
    return new Global(
        in.getVo(),
        in.hasRetry() ? in.getRetry() : null,
        in.hasMaxTimeQueueH() ? in.getMaxTimeQueueH() : null,
        in.hasTimeoutS() ? in.getTimeoutS() : null,
        in.hasSecPerMb() ? in.getSecPerMb() : null,
        in.hasNoStreaming() ? in.getNoStreaming() : null,
        in.hasShowUserDn() ? in.getShowUserDn() : null,
        in.hasCheckDuplicates() ? in.getCheckDuplicates() : null);
  }

  private static LinkRule link(LinkSetting in) {
    return new LinkRule(
        in.getSymbolicName(),
        new StorageName(in.getSource()),
        new StorageName(in.getDestination()),
        in.getMinActive(),
        in.getMaxActive(),
        in.hasOptimizerMode() ? in.getOptimizerMode() : null,
        in.hasTcpBufferSize() ? in.getTcpBufferSize() : null,
        in.hasStreams() ? in.getStreams() : null,
        in.hasNoDelegation() ? in.getNoDelegation() : null);
  }

  private static LinkRule.FixedActive fixed(FixedActive in) {
    return new LinkRule.FixedActive(
        new StorageName(in.getSource()),
        new StorageName(in.getDestination()),
        in.getActive(),
        in.getStreams(),
        in.getRationale());
  }

  private static StorageRule storage(StorageSetting in) {
    return new StorageRule(
        new StorageName(in.getStorage()),
        new Most(
            in.hasInboundMaxActive() ? in.getInboundMaxActive() : null,
            in.hasInboundMaxThroughput() ? in.getInboundMaxThroughput() : null),
        new Most(
            in.hasOutboundMaxActive() ? in.getOutboundMaxActive() : null,
            in.hasOutboundMaxThroughput() ? in.getOutboundMaxThroughput() : null),
        in.hasUdt() ? in.getUdt() : null,
        in.hasIpv6() ? in.getIpv6() : null,
        in.hasMetadata() ? in.getMetadata() : null,
        in.hasSite() ? in.getSite() : null,
        in.hasDebugLevel() ? in.getDebugLevel() : null,
        in.hasEviction() ? in.getEviction() : null,
        in.hasSkipEviction() ? in.getSkipEviction() : null,
        in.hasTpc() ? ThirdPartyCopy.valueOf(in.getTpc()) : null,
        in.hasOverwriteDiskEnabled() ? in.getOverwriteDiskEnabled() : null,
        in.hasTapeEndpoint() ? in.getTapeEndpoint() : null);
  }

  private static StorageRule.StagingLimit staging(StagingLimit in) {
    return new StorageRule.StagingLimit(new StorageName(in.getStorage()), in.getVo(), in.getMost());
  }

  private static Weight voShare(VoShare in) {
    return new Weight.OfVo(
        new StorageName(in.getSource()),
        new StorageName(in.getDestination()),
        in.getVo(),
        in.getWeight());
  }

  private static Weight activities(ActivityShares in) {
    if (in.getActivityCount() != in.getWeightCount()) {
      throw new IllegalArgumentException(
          "weights: " + in.getWeightCount() + " (expected: one for each activity)");
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int i = 0; i < in.getActivityCount(); i++) {
      weights.put(in.getActivity(i), in.getWeight(i));
    }
    return new Weight.OfActivities(in.getVo(), in.getActive(), weights);
  }

  private static Ban ban(StorageBan in) {
    return new Ban.OfStorage(
        new StorageName(in.getStorage()),
        in.getVo(),
        Ban.Status.valueOf(in.getStatus()),
        in.getTimeoutS(),
        in.getMessage());
  }

  private static Ban ban(UserBan in) {
    return new Ban.OfUser(
        in.getDn(), Ban.Status.valueOf(in.getStatus()), in.getTimeoutS(), in.getMessage());
  }

  private static Order cancel(CancelOrder in) {
    return new Order.Cancel(in.getVo(), in.getBelow(), in.getReason());
  }

  private static Access grant(Grant in) {
    return new Access.Grant(in.getDn(), in.getOperation());
  }

  private static Access cloud(CloudStorage in) {
    return new Access.CloudStorage(
        in.getName(),
        in.hasAppKey() ? in.getAppKey() : null,
        sealed(in.getAppSecret()),
        in.hasServiceApiUrl() ? in.getServiceApiUrl() : null);
  }

  private static Access keys(CloudKeys in) {
    return new Access.CloudKeys(
        in.getStorageName(),
        in.getOfVo(),
        in.getOwner(),
        in.getAccessKey(),
        sealed(in.getSecretKey()),
        sealed(in.getRequestToken()),
        sealed(in.getRequestTokenSecret()));
  }

  private static Access provider(TokenProvider in) {
    return new Access.TokenProvider(
        in.getName(),
        in.getIssuer(),
        in.getClientId(),
        sealed(in.getClientSecret()),
        in.hasRequiredSubmissionScope() ? in.getRequiredSubmissionScope() : null,
        in.hasVoMapping() ? in.getVoMapping() : null);
  }
}
