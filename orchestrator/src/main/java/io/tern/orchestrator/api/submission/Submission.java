package io.tern.orchestrator.api.submission;

import com.fasterxml.jackson.core.JsonFactory;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.lending.Lent;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.security.Secret;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** One job on its way from the pieces of a body to the log. Used on one event loop. */
final class Submission {
  private static final String DETERMINISTIC = "deterministic";

  private final Submissions shared;
  private final Identity owner;
  private final Form.Feed feed;
  private final Optional<UUID> given;
  private final Envelope envelope;
  private final JobBuilder job;
  private final PartOutbox outbox;
  private final Lent lent;
  private boolean identified;

  Submission(
      Submissions shared,
      JsonFactory json,
      Limits limits,
      Identity owner,
      Optional<Secret> token,
      Form form,
      Runnable onChange)
      throws IOException {
    this.shared = shared;
    this.owner = owner;
    this.outbox = new PartOutbox(shared.log(), owner.userDn(), limits, onChange);
    this.lent = shared.lending().of(owner.owner(), token, onChange);
    this.job = new JobBuilder(limits, outbox::offer);
    this.envelope = new Envelope(limits, this::add);
    this.feed = form.feed(new TokenFeed(json, limits, form.decoder(), envelope));
    this.given = form.id();
  }

  /** Takes the next piece; throws what is wrong with it. */
  void take(byte[] piece) throws Throwable {
    Throwable failure = outbox.failure();
    if (failure != null) {
      throw failure;
    }
    feed.feed(piece);
  }

  boolean mustWait() {
    return outbox.isFull() || lent.isFull();
  }

  /** The body has ended: completes once all of the job is durable. */
  Future<Accepted> end() {
    feed.end();
    if (job.tally().transfers() == 0) {
      throw Refusal.badRequest("No valid pairs available");
    }
    boolean managed = !envelope.params().isTrue(JobRules.UNMANAGED_TOKENS);
    JobHeader header = header(lent.endMs(managed));
    identify();
    Part.Builder last = job.finish(header);
    return Future.all(outbox.finish(), lent.finish(managed))
        .compose(v -> sendLast(last, header.getSole()))
        .map(id -> new Accepted(id, header));
  }

  void close() {
    feed.close();
  }

  /** Replicas beside other files are refused at the end; till then they only pass. */
  private void add(Entry entry) {
    if (job.tally().mixed()) {
      return;
    }
    if (entry.pairs() > 0) {
      entry.sources().forEach(this::refuseForeign);
      entry.destinations().forEach(this::refuseForeign);
      entry.lend(lent);
      job.add(entry);
    }
    if (envelope.paramsSeen() || outbox.holdsTooMuch()) {
      identify();
    }
  }

  private void refuseForeign(TransferUrl url) {
    shared.admittance().refuseBanned(url.storage(), owner.vo());
    shared
        .storages()
        .refusal(owner.vo(), url.scheme(), url.host(), url.port(), url.path())
        .ifPresent(why -> {
          throw Refusal.invalidValue(why);
        });
  }

  private void identify() {
    if (identified) {
      refuseLateSeed();
      return;
    }
    identified = true;
    outbox.identify(given.orElseGet(() -> isDeterministic() ? seededId() : shared.ids().next()));
  }

  private boolean isDeterministic() {
    return envelope.params().text("id_generator", "standard").equals(DETERMINISTIC);
  }

  private JobHeader.Builder rules(long now) {
    try {
      return new JobRules(envelope.params(), job.tally(), shared.limits().stagingMargin())
          .header(now);
    } catch (Refusal e) {
      throw e.at("/params");
    }
  }

  private UUID seededId() {
    String sid = envelope.params().text("sid", "");
    if (sid.isEmpty()) {
      throw Refusal.badRequest("Need sid for deterministic job id generation");
    }
    return JobIds.deterministic(owner.vo(), sid);
  }

  private void refuseLateSeed() {
    UUID id = outbox.job();
    if (given.isEmpty() && isDeterministic() && id != null && id.version() == 1) {
      throw PartOutbox.identifiedTooLate(shared.limits());
    }
  }

  private JobHeader header(long tokensEndMs) {
    long now = shared.clockMs().getAsLong();
    return rules(now)
        .setVo(owner.vo())
        .setUserDn(owner.userDn())
        .setByCertificate(owner.hasDn())
        .setByProxy(shared.goesByProxy(owner))
        .setTokensEndMs(tokensEndMs)
        .setOwner(owner.owner().hex())
        .setCredentialId(owner.delegationId())
        .setSubmitHost(shared.host())
        .setSubmitMs(now)
        .setSole(shared.admittance().checksDuplicates(owner.vo()))
        .setMetadata(JobRules.withAuthMethod(envelope.jobMetadata(), owner.method()))
        .build();
  }

  private Future<UUID> sendLast(Part.Builder last, boolean sole) {
    UUID id = outbox.job();
    if (id == null) {
      throw new IllegalStateException("the last part is sent before its job has an id");
    }
    CommandLog log = shared.log();
    return id.version() == 1 && !sole
        ? log.append(id, outbox.command(id, last).build()).map(id)
        : log.ask(id, outbox.command(id, last)).map(verdict -> accepted(id, verdict));
  }

  private static UUID accepted(UUID id, Verdict verdict) {
    if (verdict.getStatus() == 412) {
      throw new Refusal(409, verdict.getMessage()).at("/files");
    }
    if (verdict.getStatus() / 100 != 2) {
      throw new Refusal(verdict.getStatus(), verdict.getMessage());
    }
    return id;
  }
}
