package io.tern.orchestrator.api.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the answers to this node's questions, in a thread of its own. */
final class Verdicts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Verdicts.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * @param id travels with the command and comes back with its verdict
   */
  record Question(String id, Promise<Verdict> promise) {
    Future<Verdict> answer() {
      return promise.future();
    }
  }

  private final Map<String, Promise<Verdict>> questions = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final String node;
  private final byte[] key;
  private final Thread thread = new Thread(this::run, "verdicts");
  private volatile boolean closed;

  Verdicts(KafkaClients clients, Topics topics, String node) {
    this.node = node;
    key = node.getBytes(StandardCharsets.UTF_8);
    consumer = clients.consumer("verdicts", Map.of("auto.offset.reset", "latest"));
    partition = new TopicPartition(topics.verdicts(), 0);
  }

  String node() {
    return node;
  }

  void start() {
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
    thread.start();
  }

  Question expect() {
    Question question = new Question(UUID.randomUUID().toString(), Promise.promise());
    questions.put(question.id(), question.promise());
    return question;
  }

  void forget(Question question) {
    questions.remove(question.id());
  }

  private void run() {
    while (!closed) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (Arrays.equals(record.key(), key)) {
            answer(record);
          }
        }
      } catch (WakeupException e) {
        break;
      } catch (KafkaException e) {
        log.warn("verdicts cannot be read, trying again: {}", e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  private void answer(ConsumerRecord<byte[], byte[]> record) {
    try {
      Verdict verdict = Verdict.parseFrom(record.value());
      Promise<Verdict> waiting = questions.remove(verdict.getRequestId());
      if (waiting != null) {
        waiting.tryComplete(verdict);
      }
    } catch (InvalidProtocolBufferException e) {
      log.error("verdict at offset {} is passed over: {}", record.offset(), e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
  }
}
