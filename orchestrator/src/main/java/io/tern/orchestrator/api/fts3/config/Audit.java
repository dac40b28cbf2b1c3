package io.tern.orchestrator.api.fts3.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Access;
import io.tern.setting.Ban;
import io.tern.setting.DrainedHost;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule;
import io.tern.setting.Weight;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /config/audit}: who changed what, newest first, with what it was before and after. */
final class Audit {
  private static final int SHOWN = 100;
  private static final JsonFactory JSON = new JsonFactory();

  private final Changing changing;
  private final Reading reading;

  Audit(Changing changing, Reading reading) {
    this.changing = changing;
    this.reading = reading;
  }

  Future<Void> show(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return reading
        .read(() -> changing.administration().audit(SHOWN))
        .compose(changes -> Answers.json(exchange.request(), 200, out -> write(out, changes)));
  }

  private static void write(JsonGenerator out, List<SettingChanged> changes) throws IOException {
    out.writeStartArray();
    for (SettingChanged change : changes) {
      write(out, change);
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, SettingChanged change) throws IOException {
    Written<?> subject = change.after() == null ? change.before() : change.after();
    out.writeStartObject();
    out.writeFieldName("datetime");
    Dates.write(out, change.atMs());
    out.writeStringField("dn", change.by());
    out.writeStringField("config", subject == null ? change.name() : text(subject.setting()));
    out.writeStringField("action", subject == null ? "" : action(subject.setting(), change));
    writeRow(out, "before", change.before());
    writeRow(out, "after", change.after());
    out.writeEndObject();
  }

  private static void writeRow(JsonGenerator out, String name, @Nullable Written<?> written)
      throws IOException {
    out.writeFieldName(name);
    if (written == null) {
      out.writeNull();
    } else {
      Rows.write(out, written.setting());
    }
  }

  private static String text(Setting setting) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      Rows.write(out, setting);
    }
    return text.toString();
  }

  /** In FTS's words. */
  private static String action(Setting setting, SettingChanged change) {
    boolean set = change.after() != null;
    return switch (setting) {
      case Global g -> set ? "set-globals" : "delete-globals";
      case LinkRule rule -> set ? "link" : "link-delete";
      case LinkRule.FixedActive fixed -> set ? "optimizer" : "optimizer-delete";
      case StorageRule rule -> set ? "set-se-config" : "delete-se-config";
      case StorageRule.StagingLimit limit -> set ? "set-se-limits" : "delete-se-limits";
      case Weight.OfVo weight -> set ? "share-set" : "share-delete";
      case Weight.OfActivities shares -> set ? "activity-share" : "activity-share-delete";
      case Ban.OfStorage ban -> set ? "ban-se" : "unban-se";
      case Ban.OfUser ban -> set ? "ban-dn" : "unban-dn";
      case DrainedHost host -> set ? "drain" : "drain-delete";
      case Order.Hold hold -> set ? "hold" : "let-go";
      case Order.Cancel cancel -> set ? "cancel-all" : "cancel-all-done";
      case Access.Grant grant -> set ? "authorize" : "revoke";
      case Access.CloudStorage cloud -> set ? "cloud-storage" : "cloud-storage-delete";
      case Access.CloudKeys keys -> set ? "cloud-keys" : "cloud-keys-delete";
      case Access.TokenProvider provider -> set ? "token-provider" : "token-provider-delete";
    };
  }
}
