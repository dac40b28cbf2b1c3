package io.tern.orchestrator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.tern.job.StorageName;
import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.journal.Golden;
import io.tern.orchestrator.journal.wire.AuditRecord;
import io.tern.orchestrator.journal.wire.ChangeSettings;
import io.tern.orchestrator.journal.wire.SettingRecord;
import io.tern.orchestrator.journal.wire.SettingValue;
import io.tern.setting.Access;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.tern.setting.DrainedHost;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Sealed;
import io.tern.setting.Setting;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule;
import io.tern.setting.StorageRule.Most;
import io.tern.setting.StorageRule.ThirdPartyCopy;
import io.tern.setting.Weight;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings on the wire: all that can be set reads as it was written when its format was new. */
class SettingGoldenTest {
  private static final StorageName A = new StorageName("davs://a.example");
  private static final StorageName B = new StorageName("davs://b.example");
  private static final Sealed BOX = Sealed.of(new byte[] {1, 2, 3});
  private static final LinkRule LINK = new LinkRule("a to b", A, B, 2, 130, 2, 65_536, 4, true);

  private static final List<Setting> ALL =
      List.of(
          new Global("atlas", 3, 24, 3_600, 2, true, true, true),
          LINK,
          new LinkRule.FixedActive(A, B, 10, 2, "a test"),
          new StorageRule(
              A,
              new Most(100, 1.5),
              new Most(200, 2.5),
              true,
              true,
              "{}",
              "CERN",
              3,
              true,
              true,
              ThirdPartyCopy.PULL,
              true,
              "https://tape.example/api/v1"),
          new StorageRule.StagingLimit(A, "atlas", 500),
          new Weight.OfVo(A, B, "atlas", 3),
          new Weight.OfActivities("atlas", true, weights()),
          new Ban.OfStorage(A, "*", Ban.Status.WAIT_AS, 3_600, "down"),
          new Ban.OfUser("/CN=somebody", Ban.Status.CANCEL, 60, "too much"),
          new DrainedHost("node-1"),
          new Order.Hold(),
          new Order.Cancel("atlas", 1_000_301, "no more"),
          new Access.Grant("/CN=operator", "config"),
          new Access.CloudStorage("S3:s3.example", "app", BOX, "https://s3.example"),
          new Access.CloudKeys("S3:s3.example", true, "atlas", "access", BOX, BOX, BOX),
          new Access.TokenProvider("cms", "https://cms/", "id", BOX, "fts", "cms"));

  private static final Written<?> WRITTEN = new Written<>(LINK, "/CN=op", 1_760_000_000_000L);

  private static Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put("Express", 0.75);
    weights.put("default", 0.25);
    return weights;
  }

  static Stream<Golden> records() throws IOException {
    SettingChanged changed =
        new SettingChanged("link/a to b", WRITTEN, WRITTEN, "/CN=op", 1_760_000_000_000L);
    return Stream.concat(
        ALL.stream().map(SettingGoldenTest::golden),
        Stream.of(
            new Golden("setting", SettingCodec.record(WRITTEN)),
            new Golden("audit", AuditRecord.parseFrom(SettingCodec.audit(changed).value())),
            new Golden(
                "command-settings",
                SettingCodec.command(
                    List.of(new Change.Put(LINK), new Change.Remove("drain/node-1"))))));
  }

  private static Golden golden(Setting setting) {
    String kind = setting.name().split("/", 2)[0];
    return new Golden("setting-" + kind, SettingWriter.write(setting));
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatWasWrittenReadsAsItDid(Golden golden) throws IOException {
    Message read = golden.expected().getParserForType().parseFrom(golden.bytes());

    assertThat(read).isEqualTo(golden.expected());
    assertThat(read.getUnknownFields().asMap()).isEmpty();
    assertThat(golden.expected().toByteArray()).isEqualTo(golden.bytes());
  }

  @Test
  void everySettingReadsAsItWasWritten() {
    for (Setting setting : ALL) {
      assertThat(SettingReader.read(SettingWriter.write(setting))).isEqualTo(setting);
    }
  }

  /** A field that no golden record has could change its number unseen. */
  @Test
  void everyKindAndEveryFieldIsInAFile() {
    List<SettingValue> values = ALL.stream().map(SettingWriter::write).toList();

    assertThat(values)
        .extracting(SettingValue::getKindCase)
        .containsExactlyInAnyOrder(
            Stream.of(SettingValue.KindCase.values())
                .filter(kind -> kind != SettingValue.KindCase.KIND_NOT_SET)
                .toArray(SettingValue.KindCase[]::new));
    for (SettingValue value : values) {
      Message setting = (Message) value.getAllFields().values().iterator().next();
      assertThat(setting.getAllFields().keySet())
          .containsExactlyInAnyOrderElementsOf(setting.getDescriptorForType().getFields());
    }
  }

  @Test
  void aChangeOfSettingsReadsAsItWasAsked() {
    List<Change> changes =
        Stream.<Change>concat(
                ALL.stream().map(Change.Put::new), Stream.of(new Change.Remove("drain/node-1")))
            .toList();

    ChangeSettings command = SettingCodec.command(changes);

    assertThat(SettingCodec.changes(command)).isEqualTo(changes);
  }

  @Test
  void theAuditHoldsNoSecrets() throws IOException {
    for (Setting setting : ALL) {
      Written<?> written = new Written<>(setting, "/CN=op", 1);
      SettingChanged changed = new SettingChanged(setting.name(), written, written, "/CN=op", 1);

      SettingChanged read = SettingCodec.audited(SettingCodec.audit(changed).value());

      assertThat(read.before().setting()).isEqualTo(setting.withoutSecrets());
      assertThat(read.after()).isEqualTo(new Written<>(setting.withoutSecrets(), "/CN=op", 1));
    }
  }

  @Test
  void aRecordOfATopicReadsAsItWasWritten() throws IOException {
    SettingChanged changed = new SettingChanged(LINK.name(), null, WRITTEN, "/CN=op", 1);

    assertThat(SettingCodec.written(SettingCodec.entry(changed).value())).isEqualTo(WRITTEN);
    assertThat(SettingRecord.parseFrom(SettingCodec.entry(changed).value()).getBy())
        .isEqualTo("/CN=op");
  }
}
