package io.tern.ledger;

import io.tern.job.JobKind;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** They submit, submit again, lose interest and change their minds. */
final class Users {
  private static final int STORAGES = 4;
  private static final JobKind[] KINDS = JobKind.values();

  private final Random random;
  private final Meddlers operators;
  private final Journal journal;
  private final Map<UUID, Submission> submissions = new HashMap<>();
  private final List<UUID> ids = new ArrayList<>();
  private final Set<UUID> deterministic = new HashSet<>();
  private final List<ArrayDeque<Input>> onTheWay = new ArrayList<>();

  Users(Random random, Journal journal) {
    this.random = random;
    this.operators = new Meddlers(random, STORAGES);
    this.journal = journal;
  }

  Map<UUID, Submission> submissions() {
    return submissions;
  }

  List<Input> act(Ledger ledger, long nowMs) {
    List<Input> inputs = new ArrayList<>();
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> submit(nowMs);
      case 3 -> submitAgain();
      case 4 -> inputs.add(cancel(ledger));
      case 5 -> inputs.add(new Input.Reprioritise(anyJob(), random.nextInt(8), ask()));
      case 6 -> inputs.add(operators.act(ledger, ask()));
      case 7 -> inputs.add(new Input.Estimate(anyJob(), ask()));
      default -> {}
    }
    for (int i = random.nextInt(3); i > 0 && !onTheWay.isEmpty(); i--) {
      ArrayDeque<Input> parts = onTheWay.get(random.nextInt(onTheWay.size()));
      inputs.add(parts.remove());
      onTheWay.removeIf(ArrayDeque::isEmpty);
    }
    return inputs;
  }

  /** Whether a job is on record is known when the command is decided, not before. */
  Input judged(Input input) {
    if (input instanceof Input.Submit(var part, var known, var ask) && ask.awaited()) {
      return new Input.Submit(part, journal.knows(part.job()), ask);
    }
    return input;
  }

  private Ask ask() {
    return new Ask("request", "node", 0);
  }

  private UUID anyJob() {
    return ids.isEmpty() || random.nextInt(10) == 0
        ? new UUID(1, 1)
        : ids.get(Math.max(0, ids.size() - 1 - random.nextInt(12)));
  }

  private Input cancel(Ledger ledger) {
    UUID id = anyJob();
    Job job = ledger.jobs.get(id);
    if (job == null || random.nextBoolean()) {
      return new Input.Cancel(id, new long[0], "Job canceled by the user", ask());
    }
    long[] some =
        random
            .longs(1 + random.nextInt(3), job.first() - 1, job.first() + job.transfers() + 1)
            .toArray();
    return new Input.Cancel(id, some, "Canceled by the user", ask());
  }

  private void submit(long nowMs) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    JobKind kind = KINDS[random.nextInt(KINDS.length)];
    boolean fanOut = random.nextInt(3) == 0;
    Submission submission =
        new Submission(
            id,
            terms(kind, fanOut, nowMs),
            storages(),
            copies(kind, fanOut),
            1 + random.nextInt(6));
    submissions.put(id, submission);
    ids.add(id);
    if (random.nextBoolean()) {
      deterministic.add(id);
    }
    ArrayDeque<Input> parts = inputs(submission);
    if (random.nextInt(12) == 0) {
      parts.removeFirst();
    } else if (random.nextInt(12) == 0) {
      parts.removeLast();
    }
    send(parts);
  }

  private void submitAgain() {
    UUID id = anyJob();
    if (deterministic.contains(id)) {
      send(inputs(submissions.get(id)));
    }
  }

  private void send(ArrayDeque<Input> parts) {
    if (!parts.isEmpty()) {
      onTheWay.add(parts);
    }
  }

  private ArrayDeque<Input> inputs(Submission submission) {
    Ask ask = deterministic.contains(submission.id()) ? ask() : Ask.NOBODY;
    ArrayDeque<Input> inputs = new ArrayDeque<>();
    submission.parts().forEach(part -> inputs.add(new Input.Submit(part, false, ask)));
    return inputs;
  }

  private static List<StorageName> storages() {
    List<StorageName> storages = new ArrayList<>();
    for (int i = 0; i < STORAGES; i++) {
      storages.add(new StorageName("davs://storage" + i));
    }
    return storages;
  }

  private SubmittedJob terms(JobKind kind, boolean fanOut, long nowMs) {
    return new SubmittedJob(
        0,
        0,
        0,
        Submission.VO,
        "/CN=user" + random.nextInt(3),
        kind,
        1 + random.nextInt(5),
        random.nextInt(5) - 1,
        random.nextInt(3) * 30,
        random.nextInt(6) == 0 ? nowMs + random.nextInt(1_000_000) : 0,
        random.nextInt(6) == 0 ? nowMs + random.nextInt(1_000_000) : 0,
        random.nextInt(4) == 0 ? nowMs + random.nextInt(1_000_000) : Urgency.NO_DEADLINE,
        random.nextInt(4) == 0,
        random.nextInt(2) * 2_000,
        random.nextInt(4) == 0 ? random.nextInt(2_000) : -1,
        random.nextInt(4) == 0 ? 1 + random.nextInt(100) : 0,
        kind == JobKind.MULTIPLE_REPLICA && fanOut,
        random.nextBoolean(),
        random.nextInt(3) == 0);
  }

  private List<Submission.Copy> copies(JobKind kind, boolean fanOut) {
    int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 30 : 4);
    List<Submission.Copy> copies = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      copies.add(copy(kind, fanOut, index, "file" + random.nextInt(40)));
    }
    return copies;
  }

  private Submission.Copy copy(JobKind kind, boolean fanOut, int index, String file) {
    int other = index % STORAGES;
    long bytes = random.nextInt(3) * 100_000_000L;
    int activity = random.nextInt(2);
    return switch (kind) {
      case MULTI_HOP ->
          new Submission.Copy(other, (other + 1) % STORAGES, file, index, bytes, activity);
      case MULTIPLE_REPLICA ->
          fanOut
              ? new Submission.Copy(0, other, file, 0, bytes, activity)
              : new Submission.Copy(other, 0, "replicas", 0, bytes, activity);
      case REGULAR, SESSION_REUSE ->
          new Submission.Copy(
              random.nextInt(STORAGES), random.nextInt(STORAGES), file, index, bytes, activity);
    };
  }
}
