package io.tern.orchestrator.api.fts3.dm;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.FailureClass;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.storage.Location;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Looks at what a storage holds. */
final class NameReads {
  /** POSIX modes; storages over HTTP tell files from directories and no more. */
  private static final int FILE_MODE = 0100644;

  private static final int DIRECTORY_MODE = 0040755;

  private final Desk desk;
  private final Surl surls;

  NameReads(Desk desk, Surl surls) {
    this.desk = desk;
    this.surls = surls;
  }

  Future<Void> stat(Exchange exchange) {
    return ask(exchange, "stat", NameReads::stat)
        .compose(stat ->
            Answers.json(
                exchange.request(),
                200,
                out -> {
                  out.writeStartObject();
                  out.writeNumberField("mode", mode(stat));
                  out.writeNumberField("nlink", 1);
                  out.writeNumberField("size", stat.size());
                  for (String time : List.of("atime", "mtime", "ctime")) {
                    out.writeNumberField(time, stat.modifiedMs() / 1000);
                  }
                  out.writeEndObject();
                }));
  }

  private static Future<Stat> stat(Storage storage, Location at) {
    return storage.stat(at, Storage.Wanted.NOTHING).recover(NameReads::orDirectory);
  }

  /** A storage that tells directories from files refuses to look at one as a file. */
  private static Future<Stat> orDirectory(Throwable failure) {
    boolean directory =
        failure instanceof StorageException refused
            && refused.failure().failureClass() == FailureClass.INVALID;
    return directory
        ? Future.succeededFuture(new Stat(0, true, 0, Optional.empty()))
        : Future.failedFuture(failure);
  }

  Future<Void> list(Exchange exchange) {
    return ask(exchange, "list", Storage::list)
        .compose(entries ->
            Answers.json(
                exchange.request(),
                200,
                out -> {
                  out.writeStartObject();
                  for (Storage.Entry entry : entries) {
                    writeEntry(out, entry);
                  }
                  out.writeEndObject();
                }));
  }

  private static void writeEntry(JsonGenerator out, Storage.Entry entry) throws IOException {
    out.writeObjectFieldStart(entry.name() + (entry.stat().directory() ? "/" : ""));
    out.writeNumberField("size", entry.stat().size());
    out.writeNumberField("mode", mode(entry.stat()));
    out.writeNumberField("mtime", entry.stat().modifiedMs() / 1000);
    out.writeEndObject();
  }

  private static int mode(Stat stat) {
    return stat.directory() ? DIRECTORY_MODE : FILE_MODE;
  }

  private <T> Future<T> ask(
      Exchange exchange, String request, BiFunction<Storage, Location, Future<T>> question) {
    exchange.require(Operation.DATAMANAGEMENT);
    Place place = surls.parse(exchange.caller(), "surl", exchange.query("surl").orElse(""));
    return desk.ask(
        exchange.caller(), request, List.of(place), storage -> question.apply(storage, place.at()));
  }
}
