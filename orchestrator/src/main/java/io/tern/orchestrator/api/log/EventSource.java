package io.tern.orchestrator.api.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tern.orchestrator.api.Events;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Where events are read from, and how their records are understood. */
record EventSource(KafkaClients clients, TopicPartition partition) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String JOB = "job_id";

  EventSource(KafkaClients clients, Topics topics) {
    this(clients, new TopicPartition(topics.events(), 0));
  }

  /** A consumer that begins at the oldest message where it is told of one no longer kept. */
  KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        clients.consumer("events", Map.of("auto.offset.reset", "earliest"));
    consumer.assign(List.of(partition));
    return consumer;
  }

  static Events.Event event(ConsumerRecord<byte[], byte[]> record) {
    Header kind = record.headers().lastHeader(EventRecord.KIND);
    byte[] vo = record.key() == null ? new byte[0] : record.key();
    return new Events.Event(
        record.offset(),
        kind == null ? "state" : new String(kind.value(), StandardCharsets.US_ASCII),
        new String(vo, StandardCharsets.UTF_8),
        job(record.value()),
        new String(record.value(), StandardCharsets.UTF_8));
  }

  /** The message's own {@code job_id}, whatever the users' metadata in it say. */
  private static String job(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(JOB);
        parser.nextToken();
        if (wanted) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }
}
