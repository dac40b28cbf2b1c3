package io.tern.orchestrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.journal.TopicSetup.Durability;
import io.tern.orchestrator.journal.TopicSetup.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Settings under which something would be lost are refused, by a real broker's word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicSetupTest {
  private static final Durability ONE_BROKER = Durability.embedded(false);

  private OwnKafka kafka;
  private Admin admin;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    kafka = OwnKafka.start(data, 20092);
    admin = kafka.clients().admin();
  }

  @AfterAll
  void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void whatItMadeItAcceptsAgainAndKnowsTheJournalBy() throws Exception {
    TopicSetup setup = new TopicSetup(new Topics("again."), ONE_BROKER);

    TopicSetup.Found first = setup.prepare(admin);

    assertThat(setup.prepare(admin)).isEqualTo(first);
    assertThat(new TopicSetup(new Topics("other."), ONE_BROKER).prepare(admin).journalId())
        .isNotEqualTo(first.journalId());
  }

  @Test
  void commandsThatVanishByAgeAreRefused() throws Exception {
    refusesAfter("age", "commands", "retention.ms", "3600000")
        .withMessage("topic age.commands: retention.ms=3600000 (expected: -1)");
  }

  @Test
  void reportsThatVanishBySizeAreRefused() throws Exception {
    refusesAfter("size", "reports", "retention.bytes", "1000000")
        .withMessage("topic size.reports: retention.bytes=1000000 (expected: -1)");
  }

  @Test
  void aJournalThatForgetsByAgeIsRefused() throws Exception {
    refusesAfter("forgets", "journal", "cleanup.policy", "compact,delete")
        .withMessage("topic forgets.journal: cleanup.policy=compact,delete (expected: compact)");
  }

  @Test
  void aJournalThatDropsRemovalsBeforeAStoreIsStaleIsRefused() throws Exception {
    refusesAfter("removals", "journal", "delete.retention.ms", "1000")
        .withMessage("topic removals.journal: delete.retention.ms=1000 (expected: >= 604800000)");
  }

  @Test
  void aTopicWithTheProducersTimeIsRefusedSinceClocksAreCheckedByTheBrokers() throws Exception {
    refusesAfter("time", "journal", "message.timestamp.type", "CreateTime")
        .withMessage(
            "topic time.journal: message.timestamp.type=CreateTime (expected: LogAppendTime)");
  }

  @Test
  void aTopicThatMayLoseWhatItAcknowledgedIsRefused() throws Exception {
    refusesAfter("unclean", "commands", "unclean.leader.election.enable", "true")
        .withMessage(
            "topic unclean.commands: unclean.leader.election.enable=true (expected: false)");
  }

  @Test
  void aTopicOfSeveralPartitionsIsRefused() throws Exception {
    Topics topics = new Topics("several.");
    NewTopic wide = new NewTopic(topics.commands(), Optional.of(3), Optional.empty());
    admin.createTopics(List.of(wide)).all().get(30, TimeUnit.SECONDS);

    refuses(topics, ONE_BROKER)
        .withMessageContaining("topic several.commands: 3 partitions (expected: 1");
  }

  @Test
  void fewReplicasAreRefusedUnlessTheOperatorSaysSo() {
    Topics topics = new Topics("few.");

    refuses(topics, new Durability(1, 1, false, false))
        .withMessageContaining("1 replicas (expected: >= 3")
        .withMessageContaining("kafka.unsafeAllowLowReplication");
  }

  @Test
  void transactionsThatOneBrokerNotesAreRefused() throws Exception {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> TopicSetup.checkTransactions(admin))
        .withMessageStartingWith("broker: transaction.state.log.")
        .withMessageContaining("=1 (expected: >= ");
    try (KafkaProducer<byte[], byte[]> first =
        kafka.clients().producer("test", Map.of("transactional.id", "first"))) {
      first.initTransactions();
    }

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> TopicSetup.checkTransactions(admin))
        .withMessage("topic __transaction_state: replicas=1 (expected: >= 3)");
  }

  private org.assertj.core.api.ThrowableAssertAlternative<Refused> refusesAfter(
      String prefix, String topic, String setting, String value) throws Exception {
    Topics topics = new Topics(prefix + ".");
    new TopicSetup(topics, ONE_BROKER).prepare(admin);
    ConfigResource resource =
        new ConfigResource(ConfigResource.Type.TOPIC, topics.prefix() + topic);
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(Map.of(resource, List.of(change)))
        .all()
        .get(30, TimeUnit.SECONDS);
    return refuses(topics, ONE_BROKER);
  }

  private org.assertj.core.api.ThrowableAssertAlternative<Refused> refuses(
      Topics topics, Durability durability) {
    return assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> new TopicSetup(topics, durability).prepare(admin));
  }
}
