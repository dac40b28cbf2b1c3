package io.tern.orchestrator.api.fts3.job;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.JobFields;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Cancel;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Cancels single files of a regular job. */
final class FileCancel {
  private static final int MOST_AT_ONCE = 60;

  private final CommandLog log;
  private final JobLookup lookup;
  private final JobReader reader;
  private final Reading reading;

  FileCancel(CommandLog log, JobLookup lookup, JobReader reader, Reading reading) {
    this.log = log;
    this.lookup = lookup;
    this.reader = reader;
    this.reading = reading;
  }

  Future<Void> cancel(Exchange exchange) {
    IdList files = IdList.parse(exchange.variable(1));
    return lookup
        .find(exchange.variable(0), exchange.caller())
        .map(Found::orRefuse)
        .map(FileCancel::regular)
        .compose(job -> cancel(job, files.ids(), exchange.caller().userDn()).map(job))
        .compose(job -> reading.read(() -> states(job, files.ids())))
        .compose(states ->
            Answers.json(
                exchange.request(),
                200,
                out -> files.write(out, states, (o, state) -> o.writeString(state))));
  }

  private static StoredJob regular(StoredJob job) {
    if (job.header().getKind() != Kind.REGULAR) {
      throw Refusal.badRequest(
          "Multihop or reuse jobs must be cancelled at once ("
              + JobFields.type(job.header().getKind())
              + ")");
    }
    return job;
  }

  private Future<Void> cancel(StoredJob job, List<String> files, String principal) {
    List<Long> own =
        files.stream()
            .map(FileIds::parse)
            .flatMap(Optional::stream)
            .filter(id -> owns(job, id))
            .toList();
    if (own.isEmpty() || JobFields.state(job).isTerminal()) {
      return Future.succeededFuture();
    }
    return cancelInTurn(job, own, principal);
  }

  /** A command cancels a bounded number; each is asked once the one before is answered. */
  private Future<Void> cancelInTurn(StoredJob job, List<Long> files, String principal) {
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < files.size(); from += MOST_AT_ONCE) {
      List<Long> some = files.subList(from, Math.min(files.size(), from + MOST_AT_ONCE));
      done = done.compose(v -> cancelSome(job, some, principal));
    }
    return done;
  }

  private Future<Void> cancelSome(StoredJob job, List<Long> files, String principal) {
    Cancel.Builder cancel =
        Cancel.newBuilder()
            .setJobId(Ids.bytes(job.id()))
            .addAllTransfer(files)
            .setReason("Canceled by the user");
    return log.ask(job.id(), Command.newBuilder().setPrincipal(principal).setCancel(cancel))
        .mapEmpty();
  }

  private static boolean owns(StoredJob job, long transfer) {
    long place = transfer - job.record().getFirstTransfer();
    return place >= 0 && place < job.record().getTransfers();
  }

  private List<String> states(StoredJob job, List<String> files) {
    return files.stream().map(file -> state(job, file)).toList();
  }

  private String state(StoredJob job, String file) {
    return FileIds.parse(file)
        .flatMap(id -> reader.transfer(job, id))
        .map(transfer -> transfer.record().getState().name())
        .orElse("File does not belong to the job");
  }
}
