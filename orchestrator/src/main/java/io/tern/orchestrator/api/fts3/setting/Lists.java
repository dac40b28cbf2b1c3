package io.tern.orchestrator.api.fts3.setting;

import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.setting.Setting;
import io.tern.setting.Settings.Written;
import io.vertx.core.Future;
import java.util.List;

/** Answers that list settings. */
public final class Lists {
  private Lists() {}

  public static Future<Void> answer(Exchange exchange, List<? extends Written<?>> settings) {
    return answerAll(exchange, settings.stream().<Setting>map(Written::setting).toList());
  }

  public static Future<Void> answerAll(Exchange exchange, List<? extends Setting> settings) {
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (Setting setting : settings) {
            Rows.write(out, setting);
          }
          out.writeEndArray();
        });
  }
}
