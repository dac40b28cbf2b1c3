package io.tern.orchestrator.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes Tern's topics, and refuses those that are there with settings under which something would
 * be lost. Blocks; for start-up only.
 */
public final class TopicSetup {
  private static final long HEARD_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;

  /** Some fifty million lines of a quarter of a kilobyte, as they are compressed. */
  private static final long USES_BYTES = 8L << 30;

  /** The append time is the broker's, since leaders check their clocks by it. */
  private static final List<String> EXACTLY =
      List.of("cleanup.policy", "unclean.leader.election.enable", "message.timestamp.type");

  private static final String TRANSACTIONS = "__transaction_state";
  private static final Map<String, Integer> TRANSACTION_SETTINGS =
      Map.of("transaction.state.log.replication.factor", 3, "transaction.state.log.min.isr", 2);

  private static final Config NOTHING = new Config(List.of());

  private final Topics topics;
  private final Durability durability;

  /**
   * @param replicas of each partition
   * @param minInSync replicas that must have a record before it is acknowledged
   * @param flushEach whether each append is flushed to disk at once
   * @param allowFewReplicas the operator accepts what fewer than three replicas can lose
   */
  public record Durability(
      int replicas, int minInSync, boolean flushEach, boolean allowFewReplicas) {
    /** One broker of our own: the page cache survives a process, not a power cut. */
    public static Durability embedded(boolean flushEach) {
      return new Durability(1, 1, flushEach, true);
    }
  }

  /**
   * What the cluster says of itself and of the journal, by which a local store knows its origin.
   */
  public record Found(String clusterId, String journalId) {}

  /** A topic or cluster that Tern refuses to work with. */
  public static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  public TopicSetup(Topics topics, Durability durability) {
    this.topics = topics;
    this.durability = durability;
  }

  public Found prepare(Admin admin) throws Refused {
    for (NewTopic topic : wanted()) {
      create(admin, topic);
    }
    for (NewTopic topic : wanted()) {
      check(admin, topic);
    }
    if (!durability.allowFewReplicas()) {
      checkTransactions(admin);
    }
    String cluster = get(admin.describeCluster().clusterId());
    TopicDescription journal = describe(admin, topics.journal());
    return new Found(cluster, journal.topicId().toString());
  }

  private List<NewTopic> wanted() {
    List<NewTopic> all = new ArrayList<>();
    all.add(topic(topics.commands(), forever()));
    all.add(topic(topics.reports(), forever()));
    all.add(topic(topics.journal(), compactedLater(7 * DAY_MS, 10 * MINUTE_MS)));
    all.add(topic(topics.settings(), compacted(7 * DAY_MS)));
    all.add(topic(topics.lessons(), forgotten(HOUR_MS)));
    all.add(topic(topics.credentials(), forgotten(HOUR_MS)));
    all.add(topic(topics.verdicts(), kept(10 * MINUTE_MS)));
    all.add(topic(topics.dispatches(), kept(12 * HOUR_MS)));
    all.add(topic(topics.progress(), kept(10 * MINUTE_MS)));
    all.add(topic(topics.audit(), kept(366 * DAY_MS)));
    all.add(topic(topics.uses(), kept(90 * DAY_MS, USES_BYTES)));
    all.add(topic(topics.archive(), kept(90 * DAY_MS)));
    all.add(topic(topics.events(), kept(7 * DAY_MS)));
    return all;
  }

  private static Map<String, String> forever() {
    return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
  }

  private static Map<String, String> kept(long ms) {
    return Map.of(
        "cleanup.policy", "delete",
        "retention.ms", Long.toString(ms),
        "segment.ms", Long.toString(Math.max(ms / 4, MINUTE_MS)));
  }

  /** The oldest go before their time when there are more than {@code bytes}. */
  private static Map<String, String> kept(long ms, long bytes) {
    Map<String, String> settings = new HashMap<>(kept(ms));
    settings.put("retention.bytes", Long.toString(bytes));
    return settings;
  }

  private static Map<String, String> compacted(long deleteRetentionMs) {
    return Map.of(
        "cleanup.policy", "compact", "delete.retention.ms", Long.toString(deleteRetentionMs));
  }

  /** Whoever follows within {@code lagMs} reads each step whole. */
  private static Map<String, String> compactedLater(long deleteRetentionMs, long lagMs) {
    Map<String, String> settings = new HashMap<>(compacted(deleteRetentionMs));
    settings.put("min.compaction.lag.ms", Long.toString(lagMs));
    return settings;
  }

  /** Compacted, and what was replaced or deleted is gone soon after. */
  private static Map<String, String> forgotten(long ms) {
    Map<String, String> settings = new HashMap<>(compacted(ms));
    settings.put("segment.ms", Long.toString(ms));
    settings.put("max.compaction.lag.ms", Long.toString(ms));
    return settings;
  }

  private NewTopic topic(String name, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("message.timestamp.type", "LogAppendTime");
    settings.put("min.insync.replicas", Integer.toString(durability.minInSync()));
    settings.put("unclean.leader.election.enable", "false");
    settings.put("max.message.bytes", Integer.toString(4 * 1024 * 1024));
    if (durability.flushEach()) {
      settings.put("flush.messages", "1");
    }
    return new NewTopic(name, Optional.of(1), Optional.of((short) durability.replicas()))
        .configs(settings);
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (KafkaCallFailed e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void check(Admin admin, NewTopic wanted) throws Refused {
    TopicDescription found = describe(admin, wanted.name());
    if (found.partitions().size() != 1) {
      throw new Refused(
          "topic %s: %d partitions (expected: 1, fixed when the journal was made)"
              .formatted(wanted.name(), found.partitions().size()));
    }
    int replicas = found.partitions().getFirst().replicas().size();
    if (replicas < 3 && !durability.allowFewReplicas()) {
      throw new Refused(
          "topic %s: %d replicas (expected: >= 3, or kafka.unsafeAllowLowReplication: true)"
              .formatted(wanted.name(), replicas));
    }
    Config config = configOf(admin, ConfigResource.Type.TOPIC, wanted.name());
    for (String name : EXACTLY) {
      require(wanted, config, name);
    }
    requireKept(wanted, config);
    requireRemovalsKept(wanted, config);
    requireInSync(wanted.name(), config, replicas);
  }

  /**
   * A step is as safe as the topic in which brokers note transactions. On a cluster that has had
   * none yet, the brokers' settings say what it will be.
   */
  static void checkTransactions(Admin admin) throws Refused {
    if (get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names())
        .contains(TRANSACTIONS)) {
      int replicas = describe(admin, TRANSACTIONS).partitions().getFirst().replicas().size();
      Config config = configOf(admin, ConfigResource.Type.TOPIC, TRANSACTIONS);
      atLeast("topic " + TRANSACTIONS + ": replicas", Integer.toString(replicas), 3);
      atLeast(
          "topic " + TRANSACTIONS + ": min.insync.replicas",
          value(config, "min.insync.replicas"),
          2);
      return;
    }
    String broker = get(admin.describeCluster().nodes()).iterator().next().idString();
    Config config = configOf(admin, ConfigResource.Type.BROKER, broker);
    for (Map.Entry<String, Integer> least : TRANSACTION_SETTINGS.entrySet()) {
      atLeast("broker: " + least.getKey(), value(config, least.getKey()), least.getValue());
    }
  }

  private static void atLeast(String what, String actual, int least) throws Refused {
    if (Integer.parseInt(actual) < least) {
      throw new Refused("%s=%s (expected: >= %d)".formatted(what, actual, least));
    }
  }

  private static Config configOf(Admin admin, ConfigResource.Type type, String name) {
    ConfigResource resource = new ConfigResource(type, name);
    return once(() -> admin.describeConfigs(List.of(resource)).all())
        .getOrDefault(resource, NOTHING);
  }

  private static void require(NewTopic wanted, Config config, String name) throws Refused {
    String expected = wanted.configs().get(name);
    String actual = value(config, name);
    if (expected != null && !expected.equals(actual)) {
      throw new Refused(
          "topic %s: %s=%s (expected: %s)".formatted(wanted.name(), name, actual, expected));
    }
  }

  /** Commands and reports must not vanish by age or size before they are applied. */
  private static void requireKept(NewTopic wanted, Config config) throws Refused {
    if ("-1".equals(wanted.configs().get("retention.ms"))) {
      require(wanted, config, "retention.ms");
      require(wanted, config, "retention.bytes");
    }
  }

  /** A local store may be half as old before it must be made anew. */
  private static void requireRemovalsKept(NewTopic wanted, Config config) throws Refused {
    String least = wanted.configs().get("delete.retention.ms");
    String actual = value(config, "delete.retention.ms");
    if (least != null && Long.parseLong(actual) < Long.parseLong(least)) {
      throw new Refused(
          "topic %s: delete.retention.ms=%s (expected: >= %s)"
              .formatted(wanted.name(), actual, least));
    }
  }

  private void requireInSync(String topic, Config config, int replicas) throws Refused {
    int minInSync = Integer.parseInt(value(config, "min.insync.replicas"));
    if (replicas >= 3 && minInSync < 2 && !durability.allowFewReplicas()) {
      throw new Refused(
          "topic %s: min.insync.replicas=%d (expected: >= 2)".formatted(topic, minInSync));
    }
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }

  private static TopicDescription describe(Admin admin, String topic) {
    return once(() -> admin.describeTopics(List.of(topic)).allTopicNames())
        .values()
        .iterator()
        .next();
  }

  /** The answer once the broker that is asked has heard of a topic that was just created. */
  private static <T> T once(Supplier<KafkaFuture<T>> question) {
    long end = System.nanoTime() + HEARD_NS;
    while (true) {
      try {
        return get(question.get());
      } catch (KafkaCallFailed e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaCallFailed(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaCallFailed(e);
    }
  }

  /** An answer of the cluster that start-up cannot go on without. */
  static final class KafkaCallFailed extends RuntimeException {
    KafkaCallFailed(Throwable cause) {
      super("Kafka: " + cause.getMessage(), cause);
    }
  }
}
