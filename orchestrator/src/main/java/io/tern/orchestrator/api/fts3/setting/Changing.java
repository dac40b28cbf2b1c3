package io.tern.orchestrator.api.fts3.setting;

import io.tern.job.StorageName;
import io.tern.orchestrator.api.Administration;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.setting.Change;
import io.tern.setting.Setting;
import io.tern.setting.Settings;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** How routes ask for changes of settings. */
public record Changing(Administration administration) {

  public Settings now() {
    return administration.settings();
  }

  /** Completes once the changes show here; fails with a refusal when they are not taken. */
  public Future<Verdict> ask(Exchange exchange, List<Change> changes) {
    return administration.change(exchange.caller().userDn(), changes).map(Changing::taken);
  }

  /** The verdict, or the refusal that it is. */
  public static Verdict taken(Verdict verdict) {
    if (verdict.getStatus() / 100 != 2) {
      throw new Refusal(verdict.getStatus(), verdict.getMessage());
    }
    return verdict;
  }

  public Future<Verdict> put(Exchange exchange, Setting setting) {
    return ask(exchange, List.of(new Change.Put(setting)));
  }

  public Future<Verdict> remove(Exchange exchange, String name) {
    return ask(exchange, List.of(new Change.Remove(name)));
  }

  /** A setting made of what a caller gave; what breaks its rules is refused. */
  public static <S> S made(Supplier<S> setting) {
    try {
      return setting.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** A storage by its name, by a URL at it, or {@code *}. */
  public static StorageName storage(String text) {
    return made(() -> text.equals("*") ? new StorageName("*") : StorageName.ofUrl(text));
  }
}
