package io.tern.orchestrator.coordinator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.LessonCodec;
import io.tern.orchestrator.journal.Topics;
import io.tern.pilot.Lesson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier leaders have found. It helps and is not needed: what cannot be read whole and in
 * time is learnt anew, and what is old says nothing any more. One thread.
 */
final class LessonTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LessonTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** For each call and for the reading; below the silence after which another node claims. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration GOOD_FOR = Duration.ofDays(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  LessonTopic(KafkaClients clients, Topics topics) {
    int patienceMs = (int) PATIENCE.toMillis();
    consumer = clients.consumer("lessons", Map.of("default.api.timeout.ms", patienceMs));
    partition = new TopicPartition(topics.lessons(), 0);
    consumer.assign(List.of(partition));
  }

  /** The last of each limit that was written within a day before {@code nowMs}. */
  List<Lesson> read(long nowMs) {
    try {
      return readToEnd(nowMs - GOOD_FOR.toMillis());
    } catch (KafkaException e) {
      log.warn("lessons of earlier leaders cannot be read, all is learnt anew: {}", e.toString());
      return List.of();
    }
  }

  private List<Lesson> readToEnd(long sinceMs) {
    OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(partition, sinceMs)).get(partition);
    if (first == null) {
      return List.of();
    }
    consumer.seek(partition, first.offset());
    Map<String, Lesson> last = new LinkedHashMap<>();
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long begunNs = System.nanoTime();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() - begunNs > PATIENCE.toNanos()) {
        log.warn("there are more lessons of earlier leaders than can be read: all is learnt anew");
        return List.of();
      }
      consumer.poll(POLL).forEach(record -> take(record, last));
    }
    return List.copyOf(last.values());
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, Lesson> last) {
    try {
      last.put(new String(record.key(), UTF_8), LessonCodec.decode(record.value()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      log.warn("the lesson at offset {} cannot be read and is learnt anew", record.offset(), e);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(PATIENCE));
  }
}
