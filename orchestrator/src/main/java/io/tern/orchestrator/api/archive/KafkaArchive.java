package io.tern.orchestrator.api.archive;

import io.tern.orchestrator.api.Archive;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.view.LocalStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** {@code tern.archive}, read where the local store says that a job stands; by a few at once. */
public final class KafkaArchive implements Archive {
  private static final int READERS = 8;
  private static final int RETRY_S = 1;

  private final KafkaClients clients;
  private final TopicPartition partition;
  private final LocalStore store;
  private final Semaphore room = new Semaphore(READERS);

  public KafkaArchive(KafkaClients clients, Topics topics, LocalStore store) {
    this.clients = clients;
    this.partition = new TopicPartition(topics.archive(), 0);
    this.store = store;
  }

  @Override
  public Optional<ArchivedJob> open(UUID job) throws CommandLog.Unavailable {
    List<Long> offsets = store.archived(job);
    if (offsets.isEmpty()) {
      return Optional.empty();
    }
    if (!room.tryAcquire()) {
      throw new CommandLog.Unavailable("too many read the archive at once", RETRY_S);
    }
    ArchiveReader reader = new ArchiveReader(clients, partition, offsets, room::release);
    try {
      reader.open();
      return Optional.of(reader);
    } catch (OffsetOutOfRangeException e) {
      reader.close();
      return Optional.empty();
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }
}
