package io.tern.orchestrator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What was committed, read from the topics themselves and not by the service's word. */
record Journal(KafkaClients clients, Topics topics) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Journal at(String bootstrap) {
    return new Journal(
        new KafkaClients(Map.of("bootstrap.servers", bootstrap)), new Topics("tern."));
  }

  /** How often each transfer became FINISHED. */
  Map<Long, Integer> finishes() {
    Map<Long, Integer> finishes = new TreeMap<>();
    each(
        topics.journal(),
        record -> {
          if (record.key()[0] == Keys.TRANSFER && record.value() != null) {
            if (parse(() -> TransferRecord.parseFrom(record.value())).getState()
                == State.FINISHED) {
              finishes.merge(Keys.transferOf(record.key()), 1, Integer::sum);
            }
          }
        });
    return finishes;
  }

  /** How often the outside was told of each transfer's end. */
  Map<Long, Integer> completions() {
    Map<Long, Integer> completions = new TreeMap<>();
    each(
        topics.events(),
        record -> {
          JsonNode message = parse(() -> JSON.readTree(record.value()));
          if (message.get("kind").asText().equals("complete")) {
            completions.merge(message.get("file_id").asLong(), 1, Integer::sum);
          }
        });
    return completions;
  }

  /** How often each attempt of each transfer was dispatched. */
  Map<String, Integer> starts() {
    Map<String, Integer> starts = new TreeMap<>();
    each(
        topics.dispatches(),
        record -> {
          Dispatch dispatch = parse(() -> Dispatch.parseFrom(record.value()));
          if (dispatch.hasStart()) {
            starts.merge(
                dispatch.getStart().getTransfer() + "/" + dispatch.getStart().getAttempt(),
                1,
                Integer::sum);
          }
        });
    return starts;
  }

  /** The leaders in the order of their steps, each as often as it followed another. */
  List<String> leaders() {
    List<String> leaders = new ArrayList<>();
    each(
        topics.journal(),
        record -> {
          if (record.key()[0] == Keys.POSITION) {
            Position position = parse(() -> Position.parseFrom(record.value()));
            String claim = position.getLeader() + "#" + position.getClaim();
            if (leaders.isEmpty() || !leaders.getLast().equals(claim)) {
              leaders.add(claim);
            }
          }
        });
    return leaders;
  }

  /** The longest time between two steps, by the broker's clock: how long nobody led. */
  Duration longestSilence() {
    long[] lastAndLongest = {0, 0};
    each(
        topics.journal(),
        record -> {
          long last = lastAndLongest[0] == 0 ? record.timestamp() : lastAndLongest[0];
          lastAndLongest[1] = Math.max(lastAndLongest[1], record.timestamp() - last);
          lastAndLongest[0] = record.timestamp();
        });
    return Duration.ofMillis(lastAndLongest[1]);
  }

  /** Lets the broker compact all but the newest second, as soon as its cleaner comes by. */
  void compactEagerly() throws Exception {
    ConfigResource journal = new ConfigResource(ConfigResource.Type.TOPIC, topics.journal());
    List<AlterConfigOp> changes =
        Stream.of(
                new ConfigEntry("segment.ms", "1000"),
                new ConfigEntry("min.compaction.lag.ms", "0"),
                new ConfigEntry("min.cleanable.dirty.ratio", "0.001"))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    try (Admin admin = clients.admin()) {
      admin.incrementalAlterConfigs(Map.of(journal, changes)).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** Whether what was overwritten is gone: of a transfer's records only the last is left. */
  boolean isCompacted() {
    Map<Long, Integer> records = new TreeMap<>();
    each(
        topics.journal(),
        record -> {
          if (record.key()[0] == Keys.TRANSFER) {
            records.merge(Keys.transferOf(record.key()), 1, Integer::sum);
          }
        });
    return records.values().stream().allMatch(count -> count == 1);
  }

  private void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer("test", Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(reader);
      }
    }
  }

  private interface Parse<T> {
    T parse() throws IOException;
  }

  private static <T> T parse(Parse<T> parse) {
    try {
      return parse.parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
