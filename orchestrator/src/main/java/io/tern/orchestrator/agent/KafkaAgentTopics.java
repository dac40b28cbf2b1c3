package io.tern.orchestrator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's topics over plain Kafka clients. One thread reads and one writes, so that a client
 * that blocks, while Kafka is away, blocks no event loop.
 */
public final class KafkaAgentTopics implements AgentTopics {
  private static final Logger log = LoggerFactory.getLogger(KafkaAgentTopics.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Topics topics;
  private final byte[] agent;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ExecutorService writing = thread("tern-agent-writer");
  private final ExecutorService reading = thread("tern-agent-reader");
  private volatile boolean closed;

  /**
   * @param client Kafka client properties: bootstrap servers, security, whatever else the operator
   *     sets; those that the agent's correctness rests on are set here
   * @param agent the agent's name, which dispatches are keyed by
   */
  public KafkaAgentTopics(Map<String, Object> client, Topics topics, String agent) {
    this.topics = topics;
    this.agent = agent.getBytes(UTF_8);
    this.producer =
        new KafkaProducer<>(
            producing(client), new ByteArraySerializer(), new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            consuming(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> producing(Map<String, Object> client) {
    Map<String, Object> all = new HashMap<>();
    all.put("linger.ms", 2);
    all.put("compression.type", "lz4");
    all.put("request.timeout.ms", 5_000);
    all.put("delivery.timeout.ms", 15_000);
    all.put("max.block.ms", 1_000);
    all.putAll(client);
    all.put("acks", "all");
    all.put("enable.idempotence", true);
    return all;
  }

  private static Map<String, Object> consuming(Map<String, Object> client) {
    Map<String, Object> all = new HashMap<>();
    all.put("fetch.max.wait.ms", 500);
    all.put("max.poll.records", 5_000);
    all.putAll(client);
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", false);
    all.put("auto.offset.reset", "earliest");
    return all;
  }

  @Override
  public Future<Void> seekToEnd() {
    return run(reading, this::assignAtEnd);
  }

  private void assignAtEnd() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topics.dispatches()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
  }

  @Override
  public void read(Consumer<List<Dispatch>> reader) {
    reading.execute(() -> readUntilClosed(reader));
  }

  private void readUntilClosed(Consumer<List<Dispatch>> reader) {
    while (!closed) {
      try {
        List<Dispatch> ours = ours(consumer.poll(POLL));
        if (!ours.isEmpty()) {
          reader.accept(ours);
        }
      } catch (WakeupException e) {
        log.debug("reading of dispatches ends");
      } catch (KafkaException e) {
        log.warn("dispatches cannot be read, trying again: {}", e.getMessage());
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  private List<Dispatch> ours(ConsumerRecords<byte[], byte[]> records) {
    List<Dispatch> ours = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (Arrays.equals(record.key(), agent)) {
        parse(record, ours);
      }
    }
    return ours;
  }

  private static void parse(ConsumerRecord<byte[], byte[]> record, List<Dispatch> into) {
    try {
      into.add(Dispatch.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      log.error("dispatch at offset {} is passed over: {}", record.offset(), e.getMessage());
    }
  }

  @Override
  public Future<Void> report(Report report) {
    return write(topics.reports(), key(report), report.toByteArray());
  }

  @Override
  public Future<Void> used(Use use) {
    return write(topics.uses(), use.owner().getBytes(UTF_8), use.json());
  }

  @Override
  public Future<Void> beat(Heartbeat heartbeat) {
    return write(topics.progress(), agent, heartbeat.toByteArray());
  }

  private byte[] key(Report report) {
    ByteString job = Reporter.jobOf(report);
    return report.hasHello() ? agent : job.toByteArray();
  }

  private Future<Void> write(String topic, byte[] key, byte[] value) {
    Promise<Void> written = Promise.promise();
    try {
      writing.execute(() -> send(new ProducerRecord<>(topic, key, value), written));
    } catch (RejectedExecutionException e) {
      written.fail(e);
    }
    return written.future();
  }

  private void send(ProducerRecord<byte[], byte[]> message, Promise<Void> written) {
    try {
      var unused = producer.send(message, (at, failure) -> heard(failure, written));
    } catch (KafkaException | IllegalStateException e) {
      written.tryFail(e);
    }
  }

  private static void heard(@Nullable Exception failure, Promise<Void> written) {
    if (failure == null) {
      written.tryComplete();
    } else {
      written.tryFail(failure);
    }
  }

  @Override
  public Future<Void> close() {
    closed = true;
    consumer.wakeup();
    Future<Void> read = run(reading, consumer::close);
    Future<Void> written = run(writing, () -> producer.close(CLOSING));
    reading.shutdown();
    writing.shutdown();
    return Future.all(read, written).mapEmpty();
  }

  private static Future<Void> run(ExecutorService thread, Runnable work) {
    Promise<Void> done = Promise.promise();
    try {
      thread.execute(() -> {
        try {
          work.run();
          done.complete();
        } catch (KafkaException e) {
          done.fail(e);
        }
      });
    } catch (RejectedExecutionException e) {
      done.fail(e);
    }
    return done.future();
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }
}
