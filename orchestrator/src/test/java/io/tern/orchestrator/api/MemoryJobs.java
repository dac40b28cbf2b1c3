package io.tern.orchestrator.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.job.JobState;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.Cancel;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.view.AtWork;
import io.tern.orchestrator.view.FileQuery;
import io.tern.orchestrator.view.JobMark;
import io.tern.orchestrator.view.JobPage;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Log, coordinator and view in one, in memory: a command is applied where it is appended. It keeps
 * the coordinator's rules that the API relies on (a job exists once its last part is applied, a
 * seeded id exists once), and runs nothing.
 */
public class MemoryJobs implements CommandLog, JobReader {
  private final Map<UUID, List<Part>> unfinished = new HashMap<>();
  private final Map<UUID, StoredJob> jobs = new ConcurrentHashMap<>();
  private final Map<UUID, List<StoredTransfer>> transfers = new ConcurrentHashMap<>();
  private final Map<Long, List<AttemptRecord>> attempts = new ConcurrentHashMap<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private long nextTransfer = 1;
  private volatile boolean away;
  private volatile boolean behind;
  private volatile boolean held;

  /** Refuses all commands, as a log without brokers does. */
  public void goAway() {
    away = true;
  }

  /** Never catches up with the log. */
  public void fallBehind() {
    behind = true;
  }

  public boolean isHeld() {
    return held;
  }

  public List<Command> commands() {
    return commands;
  }

  public List<Part> parts() {
    return commands.stream().filter(Command::hasSubmit).map(Command::getSubmit).toList();
  }

  public List<StoredJob> jobs() {
    return List.copyOf(jobs.values());
  }

  public List<StoredTransfer> transfers(UUID job) {
    return transfers.getOrDefault(job, List.of());
  }

  @Override
  public synchronized Future<Void> append(UUID job, Command command) {
    if (away) {
      return Future.failedFuture(new Unavailable("The log is away", 7));
    }
    apply(job, command);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Verdict> ask(UUID job, Command.Builder command) {
    if (away) {
      return Future.failedFuture(new Unavailable("The log is away", 7));
    }
    Verdict.Builder verdict = Verdict.newBuilder().setStatus(200);
    if (command.hasSubmit() && jobs.containsKey(job)) {
      verdict.setStatus(409).setMessage("The sid provided by the user is duplicated");
    } else {
      apply(job, command.setRequestId("test").build());
    }
    return Future.succeededFuture(verdict.build());
  }

  @Override
  public Future<Boolean> caughtUp() {
    return Future.succeededFuture(!behind);
  }

  @Override
  public Future<Boolean> upToDate() {
    return caughtUp();
  }

  private void apply(UUID job, Command command) {
    commands.add(command);
    switch (command.getKindCase()) {
      case SUBMIT -> part(job, command.getSubmit());
      case CANCEL -> cancel(job, command.getCancel());
      case REPRIORITISE -> {
        int priority = command.getReprioritise().getPriority();
        change(job, record -> record.setPriority(priority));
      }
      case HOLD -> held = command.getHold().getOn();
      case EXPLAIN -> {}
      default -> throw new IllegalArgumentException("command: " + command.getKindCase());
    }
  }

  private void part(UUID job, Part part) {
    List<Part> parts = unfinished.computeIfAbsent(job, id -> new ArrayList<>());
    parts.add(part);
    if (!part.hasHeader()) {
      return;
    }
    unfinished.remove(job);
    boolean staging = part.getHeader().getBringOnlineS() > 0;
    JobRecord record =
        JobRecord.newBuilder()
            .setFirstTransfer(nextTransfer)
            .setTransfers(part.getTransfers())
            .setParts(part.getParts())
            .setPriority(part.getHeader().getPriority())
            .setState(staging ? State.STAGING : State.SUBMITTED)
            .build();
    List<StoredTransfer> rows = new ArrayList<>();
    parts.forEach(one -> rows(one, record.getState(), rows));
    nextTransfer += rows.size();
    transfers.put(job, rows);
    jobs.put(job, new StoredJob(job, part.getHeader(), record));
  }

  private void rows(Part part, State state, List<StoredTransfer> rows) {
    List<FileText> texts = texts(part.getTexts());
    for (int i = 0; i < texts.size(); i++) {
      rows.add(
          new StoredTransfer(
              nextTransfer + rows.size(),
              rows.size(),
              part.getFileIndex(i),
              part.getStorage(part.getSource(i)),
              part.getStorage(part.getDestination(i)),
              part.getActivity(part.getShare(i)),
              part.getSize(i),
              texts.get(i),
              TransferRecord.newBuilder().setState(state).build()));
    }
  }

  private static List<FileText> texts(ByteString bytes) {
    try {
      List<FileText> texts = new ArrayList<>();
      for (ByteString file : FileTexts.parseFrom(bytes).getFileList()) {
        texts.add(FileText.parseFrom(file));
      }
      return texts;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a part's texts", e);
    }
  }

  private void cancel(UUID job, Cancel cancel) {
    List<Long> ids = cancel.getTransferList();
    transfers.computeIfPresent(
        job,
        (id, rows) ->
            rows.stream()
                .map(row -> ids.isEmpty() || ids.contains(row.id()) ? canceled(row, cancel) : row)
                .toList());
    if (transfers.get(job).stream().allMatch(row -> row.record().getState() == State.CANCELED)) {
      finish(job, State.CANCELED, cancel.getReason());
    }
  }

  private static StoredTransfer canceled(StoredTransfer row, Cancel cancel) {
    return with(
        row,
        row.record().toBuilder().setState(State.CANCELED).setReason(cancel.getReason()).build());
  }

  /** Ends a job, as a coordinator would. */
  public void finish(UUID job, State state, String reason) {
    change(
        job,
        record ->
            record
                .setState(state)
                .setCancel(state == State.CANCELED)
                .setReason(reason)
                .setFinishedMs(System.currentTimeMillis()));
  }

  public void change(UUID job, Consumer<JobRecord.Builder> change) {
    jobs.computeIfPresent(
        job,
        (id, stored) -> {
          JobRecord.Builder record = stored.record().toBuilder();
          change.accept(record);
          return new StoredJob(id, stored.header(), record.build());
        });
  }

  /** Replaces where a transfer stands. */
  public void set(UUID job, int index, TransferRecord record) {
    transfers.computeIfPresent(
        job,
        (id, rows) -> {
          List<StoredTransfer> changed = new ArrayList<>(rows);
          changed.set(index, with(rows.get(index), record));
          return changed;
        });
  }

  public void attempt(long transfer, AttemptRecord attempt) {
    attempts.computeIfAbsent(transfer, id -> new CopyOnWriteArrayList<>()).add(attempt);
  }

  private static StoredTransfer with(StoredTransfer row, TransferRecord record) {
    return new StoredTransfer(
        row.id(),
        row.index(),
        row.fileIndex(),
        row.sourceStorage(),
        row.destinationStorage(),
        row.activity(),
        row.size(),
        row.text(),
        record);
  }

  @Override
  public Optional<StoredJob> job(UUID job) {
    return Optional.ofNullable(jobs.get(job));
  }

  @Override
  public Optional<StoredJob> holding(long transfer) {
    return jobs.values().stream().filter(job -> transfer(job, transfer).isPresent()).findFirst();
  }

  @Override
  public void transfers(StoredJob job, Consumer<StoredTransfer> each) {
    transfers(job.id()).forEach(each);
  }

  @Override
  public Optional<StoredTransfer> transfer(StoredJob job, long transfer) {
    return transfers(job.id()).stream().filter(row -> row.id() == transfer).findFirst();
  }

  @Override
  public List<AttemptRecord> attempts(UUID job, long transfer) {
    return attempts.getOrDefault(transfer, List.of());
  }

  @Override
  public List<StoredJob> list(JobQuery query) {
    return jobs.values().stream()
        .filter(job -> matches(query, job))
        .sorted(Comparator.comparingLong((StoredJob job) -> -job.record().getFirstTransfer()))
        .limit(query.limit() == 0 ? Long.MAX_VALUE : query.limit())
        .toList();
  }

  @Override
  public JobPage page(JobQuery query, Optional<JobMark> seen) {
    return new JobPage(list(query), Optional.empty());
  }

  @Override
  public void transfers(StoredJob job, int from, int most, Consumer<StoredTransfer> each) {
    transfers(job.id()).stream().skip(from).limit(most).forEach(each);
  }

  /** Unfiltered but for the VO. */
  @Override
  public void files(FileQuery query, BiConsumer<StoredJob, StoredTransfer> each) {
    jobs.values().stream()
        .filter(job -> query.vo().map(job.header().getVo()::equals).orElse(true))
        .forEach(job -> transfers(job.id()).forEach(file -> each.accept(job, file)));
  }

  @Override
  public Map<String, AtWork> atWork() {
    return Map.of();
  }

  private static boolean matches(JobQuery query, StoredJob job) {
    JobState state = JobState.valueOf(job.record().getState().name());
    return query.vo().map(job.header().getVo()::equals).orElse(true)
        && query.userDn().map(job.header().getUserDn()::equals).orElse(true)
        && query.credentialId().map(job.header().getCredentialId()::equals).orElse(true)
        && query.sourceStorage().map(job.header().getSourceSe()::equals).orElse(true)
        && query.destinationStorage().map(job.header().getDestSe()::equals).orElse(true)
        && (query.states().isEmpty() || query.states().contains(state))
        && !(query.unfinishedOnly() && state.isTerminal())
        && (query.finishedSinceMs() == 0
            || job.record().getFinishedMs() >= query.finishedSinceMs());
  }

  /** The only job there is. */
  public UUID onlyJob() {
    return Ids.uuid(parts().getLast().getJobId());
  }
}
