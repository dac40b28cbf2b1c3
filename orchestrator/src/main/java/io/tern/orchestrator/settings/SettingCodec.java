package io.tern.orchestrator.settings;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.wire.AuditRecord;
import io.tern.orchestrator.journal.wire.ChangeSettings;
import io.tern.orchestrator.journal.wire.SettingChange;
import io.tern.orchestrator.journal.wire.SettingRecord;
import io.tern.setting.Change;
import io.tern.setting.Setting;
import io.tern.setting.Settings.Written;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Settings, changes of them and the audit, between this program and the wire. */
public final class SettingCodec {
  private SettingCodec() {}

  public static ChangeSettings command(List<Change> changes) {
    ChangeSettings.Builder command = ChangeSettings.newBuilder();
    changes.forEach(change -> command.addChange(wire(change)));
    return command.build();
  }

  private static SettingChange wire(Change change) {
    return switch (change) {
      case Change.Put(var setting) ->
          SettingChange.newBuilder().setPut(SettingWriter.write(setting)).build();
      case Change.Remove(var name) -> SettingChange.newBuilder().setRemove(name).build();
    };
  }

  /**
   * What a command asks.
   *
   * @throws IllegalArgumentException for what no setting can be
   */
  public static List<Change> changes(ChangeSettings command) {
    return command.getChangeList().stream().map(SettingCodec::change).toList();
  }

  private static Change change(SettingChange change) {
    return switch (change.getKindCase()) {
      case PUT -> new Change.Put(SettingReader.read(change.getPut()));
      case REMOVE -> new Change.Remove(change.getRemove());
      case KIND_NOT_SET -> throw new IllegalArgumentException("a change of no kind");
    };
  }

  /** For {@code tern.settings}. */
  public static Entry entry(SettingChanged changed) {
    byte[] key = changed.name().getBytes(StandardCharsets.UTF_8);
    Written<?> after = changed.after();
    return new Entry(key, after == null ? null : record(after).toByteArray());
  }

  static SettingRecord record(Written<?> written) {
    return SettingRecord.newBuilder()
        .setSetting(SettingWriter.write(written.setting()))
        .setBy(written.by())
        .setAtMs(written.atMs())
        .build();
  }

  static Written<?> written(byte[] record) throws InvalidProtocolBufferException {
    SettingRecord in = SettingRecord.parseFrom(record);
    Setting setting = SettingReader.read(in.getSetting());
    return new Written<>(setting, in.getBy(), in.getAtMs());
  }

  /** For {@code tern.audit}. */
  public static Entry audit(SettingChanged changed) {
    AuditRecord.Builder record =
        AuditRecord.newBuilder()
            .setBy(changed.by())
            .setAtMs(changed.atMs())
            .setName(changed.name());
    Written<?> before = changed.before();
    Written<?> after = changed.after();
    if (before != null) {
      record.setBefore(SettingWriter.write(before.setting().withoutSecrets()));
    }
    if (after != null) {
      record.setAfter(SettingWriter.write(after.setting().withoutSecrets()));
    }
    return new Entry(changed.by().getBytes(StandardCharsets.UTF_8), record.build().toByteArray());
  }

  static SettingChanged audited(byte[] record) throws InvalidProtocolBufferException {
    AuditRecord in = AuditRecord.parseFrom(record);
    return new SettingChanged(
        in.getName(),
        in.hasBefore() ? new Written<>(SettingReader.read(in.getBefore()), "", 0) : null,
        in.hasAfter()
            ? new Written<>(SettingReader.read(in.getAfter()), in.getBy(), in.getAtMs())
            : null,
        in.getBy(),
        in.getAtMs());
  }
}
