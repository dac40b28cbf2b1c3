package io.tern.orchestrator.coordinator;

import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Position;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes commands and reports that every step has passed and that are old enough, in a thread of
 * its own, as long as this node leads. A failure is logged and tried again.
 */
final class Trimmer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Trimmer.class);
  private static final Duration MOST_SELDOM = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaClients clients;
  private final Topics topics;
  private final Duration keep;
  private final Supplier<Position> applied;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "trimmer");

  /**
   * @param applied the last committed position; asked in this thread
   */
  Trimmer(KafkaClients clients, Topics topics, Duration keep, Supplier<Position> applied) {
    this.clients = clients;
    this.topics = topics;
    this.keep = keep;
    this.applied = applied;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration pause = keep.dividedBy(4).compareTo(MOST_SELDOM) < 0 ? keep.dividedBy(4) : MOST_SELDOM;
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void turn() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      Position position = applied.get();
      trim(admin, topics.commands(), position.getCommands());
      trim(admin, topics.reports(), position.getReports());
    } catch (ExecutionException | TimeoutException e) {
      log.warn("applied commands and reports cannot be deleted, trying again: {}", e.toString());
    }
  }

  private void trim(Admin admin, String topic, long appliedTo)
      throws InterruptedException, ExecutionException, TimeoutException {
    TopicPartition partition = new TopicPartition(topic, 0);
    long young = offset(admin, partition, OffsetSpec.forTimestamp(oldest()));
    long to = young < 0 ? appliedTo : Math.min(young, appliedTo);
    if (to > offset(admin, partition, OffsetSpec.earliest())) {
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(to)))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      log.info("deleted {} before offset {}", topic, to);
    }
  }

  private long oldest() {
    return System.currentTimeMillis() - keep.toMillis();
  }

  /** Below 0 when there is none, as for a time after the newest record. */
  private static long offset(Admin admin, TopicPartition partition, OffsetSpec spec)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listOffsets(Map.of(partition, spec))
        .partitionResult(partition)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .offset();
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
