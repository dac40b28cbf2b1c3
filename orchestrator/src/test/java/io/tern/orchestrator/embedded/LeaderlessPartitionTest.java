package io.tern.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kafka.server.metadata.KRaftMetadataCache;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.server.common.KRaftVersion;
import org.junit.jupiter.api.Test;

/**
 * Brokers from 4.3.0 on take a partition without a leader for a deleted one (KAFKA-20734): what
 * ends a transaction there is never written, and all that is committed later is seen by nobody. It
 * happens to a broker that is killed twice while it starts.
 */
class LeaderlessPartitionTest {
  private static final Uuid TOPIC = Uuid.randomUuid();

  @Test
  void theEndOfATransactionWaitsForAPartitionsLeader() {
    MetadataDelta delta = new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();
    delta.replay(new TopicRecord().setName("tern.journal").setTopicId(TOPIC));
    delta.replay(
        new PartitionRecord()
            .setTopicId(TOPIC)
            .setPartitionId(0)
            .setReplicas(List.of(1))
            .setIsr(List.of(1))
            .setLeader(-1)
            .setDirectories(List.of(Uuid.randomUuid())));
    KRaftMetadataCache cache = new KRaftMetadataCache(1, () -> KRaftVersion.KRAFT_VERSION_0);
    cache.setImage(delta.apply(MetadataProvenance.EMPTY));

    assertThat(cache.getPartitionLeaderEndpoint("tern.journal", 0, new ListenerName("CLIENTS")))
        .contains(Node.noNode());
    assertThat(cache.getPartitionLeaderEndpoint("deleted", 0, new ListenerName("CLIENTS")))
        .isEmpty();
  }
}
