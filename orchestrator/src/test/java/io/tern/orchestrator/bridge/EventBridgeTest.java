package io.tern.orchestrator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.fault.Jvm;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.security.Secret;
import io.vertx.core.Vertx;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages through a real ActiveMQ, read there as a JMS client reads them. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventBridgeTest {
  private static final String COMPLETE = "transfer.fts_monitoring_complete";
  private static final String PASSWORD = "a:secret";

  private final Vertx vertx = Vertx.vertx();
  private OwnKafka kafka;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    kafka = OwnKafka.start(data, 20492);
  }

  @AfterAll
  void stop() {
    kafka.close();
    vertx.close().await();
  }

  private static final class Failures implements BridgeMeter {
    final AtomicInteger sent = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();

    @Override
    public void sent(int messages) {
      sent.addAndGet(messages);
    }

    @Override
    public void failed() {
      failed.incrementAndGet();
    }
  }

  /** ActiveMQ in this JVM, with one user; queues keep what comes before anybody reads. */
  private static BrokerService activeMq(int stompPort) throws Exception {
    BrokerService broker = new BrokerService();
    broker.setBrokerName("broker" + stompPort);
    broker.setPersistent(false);
    broker.setUseJmx(false);
    broker.addConnector("stomp://127.0.0.1:" + stompPort);
    broker.setPlugins(
        new org.apache.activemq.broker.BrokerPlugin[] {
          new SimpleAuthenticationPlugin(List.of(new AuthenticationUser("tern", PASSWORD, "users")))
        });
    broker.start();
    assertThat(broker.waitUntilStarted()).isTrue();
    return broker;
  }

  private static int port(BrokerService broker) throws Exception {
    return broker.getTransportConnectors().getFirst().getConnectUri().getPort();
  }

  private EventBridge bridge(Topics topics, int port, String password, BridgeMeter meter) {
    BridgeSettings settings =
        new BridgeSettings(
            "127.0.0.1",
            port,
            false,
            Optional.empty(),
            "tern",
            Secret.of(password),
            Map.of(EventKind.COMPLETE, "/queue/" + COMPLETE),
            Duration.ofHours(24),
            Duration.ofSeconds(10),
            100);
    EventBridge bridge = new EventBridge(vertx, settings, kafka.clients(), topics, meter);
    bridge.start();
    return bridge;
  }

  private void publish(Topics topics, EventKind kind, int from, int to) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.clients().producer("test", Map.of())) {
      IntStream.range(from, to)
          .forEach(i -> {
            ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                    topics.events(), 0, "atlas".getBytes(StandardCharsets.UTF_8), json(i));
            record.headers().add(EventRecord.KIND, kind.word().getBytes(StandardCharsets.US_ASCII));
            var unused = producer.send(record);
          });
    }
  }

  private static byte[] json(int number) {
    return ("{\"file_id\":" + number + ",\"text\":\"gr\u00fc\u00dfe\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What a JMS client gets from the queue until nothing more comes. */
  private static List<TextMessage> received(BrokerService broker, int least) throws Exception {
    List<TextMessage> messages = new ArrayList<>();
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory("vm://" + broker.getBrokerName() + "?create=false");
    try (Connection connection = factory.createConnection("tern", PASSWORD)) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer consumer = session.createConsumer(session.createQueue(COMPLETE));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> take(consumer, messages) >= least);
    }
    return messages;
  }

  private static int take(MessageConsumer consumer, List<TextMessage> messages)
      throws JMSException {
    for (Message next = consumer.receive(300); next != null; next = consumer.receive(300)) {
      messages.add((TextMessage) next);
    }
    return messages.size();
  }

  @Test
  void aJmsClientReadsEachMessageOfTheKindsThatAreSentAsText() throws Exception {
    Topics topics = kafka.topics("through");
    publish(topics, EventKind.COMPLETE, 0, 250);
    publish(topics, EventKind.STATE, 0, 10);
    BrokerService broker = activeMq(0);
    Failures meter = new Failures();
    EventBridge bridge = bridge(topics, port(broker), PASSWORD, meter);
    try {
      List<TextMessage> messages = received(broker, 250);

      assertThat(messages).hasSize(250);
      assertThat(messages.getFirst().getText())
          .isEqualTo(new String(json(0), StandardCharsets.UTF_8));
      assertThat(messages.getFirst().getStringProperty("vo")).isEqualTo("atlas");
      assertThat(messages.getFirst().getJMSExpiration()).isPositive();
      Awaitility.await().until(() -> meter.sent.get() == 250);
      assertThat(meter.failed).hasValue(0);
    } finally {
      bridge.close().await();
      broker.stop();
    }
  }

  @Test
  void whatTheBrokerMissedComesWhenItIsBackAndNothingIsSkipped() throws Exception {
    Topics topics = kafka.topics("away");
    int port = Jvm.freePort(27_000);
    BrokerService first = activeMq(port);
    Failures meter = new Failures();
    EventBridge bridge = bridge(topics, port, PASSWORD, meter);
    try {
      publish(topics, EventKind.COMPLETE, 0, 50);
      Set<String> seen = new TreeSet<>(texts(received(first, 50)));
      first.stop();
      publish(topics, EventKind.COMPLETE, 50, 120);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> meter.failed.get() > 0);
      BrokerService second = activeMq(port);
      seen.addAll(texts(received(second, 70)));

      assertThat(seen).hasSize(120);
      second.stop();
    } finally {
      bridge.close().await();
    }
  }

  @Test
  void anotherBridgeGoesOnWhereTheOneBeforeStopped() throws Exception {
    Topics topics = kafka.topics("next");
    BrokerService broker = activeMq(0);
    publish(topics, EventKind.COMPLETE, 0, 30);
    Failures one = new Failures();
    EventBridge before = bridge(topics, port(broker), PASSWORD, one);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> one.sent.get() == 30);
    before.close().await();
    publish(topics, EventKind.COMPLETE, 30, 60);
    EventBridge after = bridge(topics, port(broker), PASSWORD, BridgeMeter.NONE);
    try {
      assertThat(texts(received(broker, 60))).hasSize(60).doesNotHaveDuplicates();
    } finally {
      after.close().await();
      broker.stop();
    }
  }

  @Test
  void aBrokerThatRefusesTheUserIsTriedAgainAndNothingIsTakenForSent() throws Exception {
    Topics topics = kafka.topics("refused");
    BrokerService broker = activeMq(0);
    publish(topics, EventKind.COMPLETE, 0, 5);
    Failures meter = new Failures();
    EventBridge wrong = bridge(topics, port(broker), "wrong", meter);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> meter.failed.get() > 1);
    wrong.close().await();
    EventBridge right = bridge(topics, port(broker), PASSWORD, BridgeMeter.NONE);
    try {
      assertThat(received(broker, 5)).hasSize(5);
      assertThat(meter.sent).hasValue(0);
    } finally {
      right.close().await();
      broker.stop();
    }
  }

  private static List<String> texts(List<TextMessage> messages) throws JMSException {
    List<String> texts = new ArrayList<>();
    for (TextMessage message : messages) {
      texts.add(message.getText());
    }
    return texts;
  }
}
