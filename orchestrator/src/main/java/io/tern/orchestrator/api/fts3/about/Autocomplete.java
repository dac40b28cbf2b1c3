package io.tern.orchestrator.api.fts3.about;

import io.tern.orchestrator.api.exchange.Action;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Names that begin as an operator has begun to type (docs/fts3-dialect.md, 1.10); they are those of
 * the newest jobs.
 */
final class Autocomplete {
  private static final JobQuery NEWEST =
      new JobQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          false,
          0,
          1_000);

  private final JobReader reader;
  private final Reading reading;

  Autocomplete(JobReader reader, Reading reading) {
    this.reader = reader;
    this.reading = reading;
  }

  /** Names that {@code of} finds in a job. */
  Action of(Function<JobHeader, Stream<String>> of) {
    return exchange -> complete(exchange, of);
  }

  private Future<Void> complete(Exchange exchange, Function<JobHeader, Stream<String>> of) {
    exchange.requireForAll(Operation.CONFIG);
    String term = exchange.query("term").orElse("");
    return reading
        .read(() -> names(of, term))
        .compose(names ->
            Answers.json(
                exchange.request(),
                200,
                out -> {
                  out.writeStartArray();
                  for (String name : names) {
                    out.writeString(name);
                  }
                  out.writeEndArray();
                }));
  }

  private Set<String> names(Function<JobHeader, Stream<String>> of, String term) {
    Set<String> names = new TreeSet<>();
    reader
        .list(NEWEST)
        .forEach(job ->
            of.apply(job.header())
                .filter(name -> !name.isEmpty() && name.startsWith(term))
                .forEach(names::add));
    return names;
  }
}
