package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.JobState;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.view.JobMark;
import io.tern.orchestrator.view.JobPage;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads jobs and their transfers, page by page. */
final class JobPages {
  private final JobLookup lookup;
  private final JobReader reader;
  private final Reading reading;

  JobPages(JobLookup lookup, JobReader reader, Reading reading) {
    this.lookup = lookup;
    this.reader = reader;
    this.reading = reading;
  }

  Future<Void> show(Exchange exchange) {
    return find(exchange).compose(job -> JobElement.answerUnlessKnown(exchange, job));
  }

  Future<Void> list(Exchange exchange) {
    JobQuery query = query(exchange);
    Optional<JobMark> seen = Paging.mark(exchange);
    return stream(exchange, out -> write(out, reader.page(query, seen)));
  }

  private static void write(JsonGenerator out, JobPage page) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("items");
    for (StoredJob job : page.jobs()) {
      JobElement.write(out, job);
    }
    out.writeEndArray();
    JobElement.text(out, "next", page.next().map(Paging::text).orElse(""));
    out.writeEndObject();
  }

  Future<Void> transfers(Exchange exchange) {
    int from = Paging.index(exchange);
    int limit = Paging.limit(exchange);
    return lookup
        .answer(
            List.of(exchange.variable(0)),
            exchange.caller(),
            (moment, found) -> {
              StoredJob job = found.getFirst().orRefuse();
              return JsonStream.write(
                  exchange.request(), 200, out -> writeTransfers(out, moment, job, from, limit));
            })
        .compose(sent -> sent);
  }

  private static void writeTransfers(
      JsonGenerator out, JobReader moment, StoredJob job, int from, int limit) throws IOException {
    List<StoredTransfer> page = new ArrayList<>();
    moment.transfers(job, from, limit, page::add);
    out.writeStartObject();
    out.writeArrayFieldStart("items");
    for (StoredTransfer transfer : page) {
      TransferElement.write(out, transfer);
    }
    out.writeEndArray();
    int next = from + page.size();
    JobElement.text(out, "next", next < job.record().getTransfers() ? Integer.toString(next) : "");
    out.writeEndObject();
  }

  private Future<StoredJob> find(Exchange exchange) {
    return lookup.find(exchange.variable(0), exchange.caller()).map(Found::orRefuse);
  }

  private Future<Void> stream(Exchange exchange, Answers.Writer writer) {
    return reading
        .read(() -> JsonStream.write(exchange.request(), 200, writer))
        .compose(sent -> sent);
  }

  /** What a caller asks for, as far as it may. */
  private static JobQuery query(Exchange exchange) {
    Identity caller = exchange.caller();
    Level level = exchange.require(Operation.TRANSFER);
    Set<JobState> states = states(exchange);
    boolean unfinished = !states.isEmpty() && states.stream().noneMatch(JobState::isTerminal);
    return new JobQuery(
        level == Level.VO ? Optional.of(caller.vo()) : exchange.query("vo"),
        exchange.query("owner"),
        level == Level.OWN ? Optional.of(caller.delegationId()) : Optional.empty(),
        exchange.query("source"),
        exchange.query("destination"),
        states,
        unfinished,
        0,
        Paging.limit(exchange));
  }

  private static Set<JobState> states(Exchange exchange) {
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    for (String name : exchange.queryList("state")) {
      try {
        states.add(JobState.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw Refusal.badRequest(
            "state: " + name + " (expected: of " + EnumSet.allOf(JobState.class) + ")");
      }
    }
    return states;
  }
}
