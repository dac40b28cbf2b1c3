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
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier leaders have found. It helps and is not needed: what cannot be read in time, or at
 * all, is learnt anew, and what is old says nothing any more. One thread.
 */
final class LessonTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LessonTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration GOOD_FOR = Duration.ofDays(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  LessonTopic(KafkaClients clients, Topics topics) {
    consumer = clients.consumer("lessons", Map.of());
    partition = new TopicPartition(topics.lessons(), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** The last of each limit that was written within a day before {@code nowMs}. */
  List<Lesson> read(long nowMs) {
    Map<String, Lesson> last = new LinkedHashMap<>();
    long begunNs = System.nanoTime();
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end && System.nanoTime() - begunNs < PATIENCE.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (nowMs - record.timestamp() < GOOD_FOR.toMillis()) {
          take(record, last);
        }
      }
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
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
