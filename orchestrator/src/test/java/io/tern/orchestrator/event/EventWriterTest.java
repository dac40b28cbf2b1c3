package io.tern.orchestrator.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobState;
import io.tern.job.Link;
import io.tern.job.Phase;
import io.tern.job.Share;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.ledger.AgentId;
import io.tern.ledger.DestinationFile;
import io.tern.ledger.Effect;
import io.tern.ledger.Held;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.conformance.Proves;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Kind;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The messages of section 5 of FTS's REST reference, as their receivers read them. */
class EventWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final UUID JOB = new UUID(1, 2);
  private static final long BEGUN = 1_760_000_000_000L;
  private static final AgentId AGENT = new AgentId("agent", "1");
  private static final FileText FILE =
      FileText.newBuilder()
          .setSourceUrl("davs://user:hush@a:443/f?token=hush&x=1")
          .setDestinationUrl("https://b/f?X-Amz-Signature=hush")
          .setMetadata(ByteString.copyFromUtf8("{\"request_id\":\"r1\"}"))
          .build();
  private static final Failure EXISTS =
      new Failure(
          FailureClass.EXISTS,
          Side.DESTINATION,
          Phase.TRANSFER_PREPARATION,
          false,
          "Destination file exists and overwrite is not enabled");

  private final EventWriter writer =
      new EventWriter(new EventSettings("fts.example.org", EnumSet.allOf(EventKind.class)));

  private static Event event(
      TransferState state, String reason, Kind kind, JobState job, @Nullable AttemptEnded attempt) {
    return event(state, reason, kind, job, attempt, null);
  }

  private static Event event(
      TransferState state,
      String reason,
      Kind kind,
      JobState job,
      @Nullable AttemptEnded attempt,
      @Nullable DestinationFile inTheWay) {
    TransferStatus status =
        new TransferStatus(
            state,
            1,
            2,
            0,
            BEGUN + 10_000,
            0,
            BEGUN,
            BEGUN + 10_000,
            AGENT,
            false,
            reason,
            false,
            4_000,
            4_000,
            "adler32:1",
            Held.UNKNOWN,
            TransferStatus.Tape.NONE,
            inTheWay);
    Effect.Told told =
        new Effect.Told(
            JOB,
            77,
            0,
            0,
            0,
            true,
            new Link(new StorageName("davs://a"), new StorageName("https://b")),
            new Share("atlas", "production"),
            status,
            JobState.ACTIVE);
    JobHeader header =
        JobHeader.newBuilder()
            .setKind(kind)
            .setRetry(3)
            .setArchiveTimeoutS(-1)
            .setUserDn("/CN=somebody")
            .setSubmitMs(BEGUN - 5_000)
            .setMetadata(ByteString.copyFromUtf8("{\"issuer\":\"rucio\"}"))
            .build();
    return new Event(told, FILE, header, "", attempt, job, BEGUN + 10_000);
  }

  private static AttemptEnded attempt(@Nullable Failure failure) {
    return new AttemptEnded(JOB, 77, 1, failure, false, BEGUN + 1_000, BEGUN + 9_000, 4_000, AGENT);
  }

  private List<EventKind> kinds(Event event) {
    return writer.of(event).stream().map(EventRecord::kind).toList();
  }

  private JsonNode message(EventKind kind, Event event) throws IOException {
    for (EventRecord record : writer.of(event)) {
      if (record.kind() == kind) {
        assertThat(record.vo()).isEqualTo("atlas");
        return JSON.readTree(record.json());
      }
    }
    throw new AssertionError("no " + kind + " of " + event);
  }

  @Test
  @Proves({"C12", "C13"})
  void aCopyThatIsDoneTellsWhatRucioReads() throws Exception {
    Event done = event(TransferState.FINISHED, "", Kind.REGULAR, JobState.FINISHED, attempt(null));

    JsonNode message = message(EventKind.COMPLETE, done);

    assertThat(message.get("version").asInt()).isEqualTo(1);
    assertThat(message.get("endpnt").asText()).isEqualTo("fts.example.org");
    assertThat(message.get("tr_id").asText())
        .isEqualTo("2025-10-09-0853__a__b__77__" + JOB)
        .matches(id -> id.substring(id.lastIndexOf("__") + 2).equals(JOB.toString()));
    assertThat(message.get("job_metadata").get("issuer").asText()).isEqualTo("rucio");
    assertThat(message.get("file_metadata").get("request_id").asText()).isEqualTo("r1");
    assertThat(message.get("t_final_transfer_state").asText()).isEqualTo("Ok");
    assertThat(message.get("t_final_transfer_state_flag").asInt()).isEqualTo(1);
    assertThat(message.get("job_state").asText()).isEqualTo("UNKNOWN");
    assertThat(message.get("job_multihop").isBoolean()).isTrue();
    assertThat(message.get("is_archiving").booleanValue()).isFalse();
    assertThat(message.get("vo").asText()).isEqualTo("atlas");
    assertThat(message.get("file_size").asLong()).isEqualTo(4_000);
    assertThat(message.get("tr_timestamp_start").asLong()).isEqualTo(BEGUN + 1_000);
    assertThat(message.get("tr_timestamp_complete").asLong()).isEqualTo(BEGUN + 9_000);
    assertThat(message.get("throughput").asDouble()).isEqualTo(500);
    assertThat(message.get("src_hostname").asText()).isEqualTo("a");
    assertThat(message.get("t__error_message").asText()).isEmpty();
  }

  @Test
  void aFailureIsTextThatRucioLooksIntoAndAClass() throws Exception {
    Event failed =
        event(
            TransferState.FAILED,
            EXISTS.text() + "\n\"really\"",
            Kind.REGULAR,
            JobState.FAILED,
            attempt(EXISTS));

    JsonNode message = message(EventKind.COMPLETE, failed);

    assertThat(message.get("t_final_transfer_state").asText()).isEqualTo("Error");
    assertThat(message.get("t_error_code").asInt()).isEqualTo(17);
    assertThat(message.get("tr_error_scope").asText()).isEqualTo("DESTINATION");
    assertThat(message.get("t_failure_phase").asText()).isEqualTo("TRANSFER_PREPARATION");
    assertThat(message.get("t__error_message").asText())
        .contains("Destination file exists and overwrite is not enabled")
        .doesNotContain("\n", "\"");
  }

  @Test
  @Proves("C15")
  void aFileInTheWayIsDescribedForWhoeverKnowsItAgain() throws Exception {
    Event failed =
        event(
            TransferState.FAILED,
            EXISTS.text(),
            Kind.REGULAR,
            JobState.FAILED,
            attempt(EXISTS),
            new DestinationFile(4_000, "adler32:a1b2", true, false));

    JsonNode metadata = message(EventKind.COMPLETE, failed).get("file_metadata");

    assertThat(metadata.get("request_id").asText()).isEqualTo("r1");
    assertThat(metadata.get("dst_file").toString())
        .isEqualTo(
            "{\"file_size\":4000,\"checksum_type\":\"ADLER32\",\"checksum_value\":\"0000a1b2\","
                + "\"file_on_tape\":true,\"file_on_disk\":false}");
  }

  @Test
  void aCancelledTransferThatNeverRanIsAborted() throws Exception {
    Event cancelled =
        event(TransferState.CANCELED, "not wanted", Kind.REGULAR, JobState.CANCELED, null);

    JsonNode message = message(EventKind.COMPLETE, cancelled);

    assertThat(message.get("t_final_transfer_state").asText()).isEqualTo("Abort");
    assertThat(message.get("t_final_transfer_state_flag").asInt()).isEqualTo(-1);
    assertThat(message.get("throughput").asInt()).isEqualTo(-1);
  }

  @Test
  @Proves("C14")
  void hopsAndReplicasTellWhetherTheJobGoesOn() throws Exception {
    Event between =
        event(TransferState.FINISHED, "", Kind.MULTI_HOP, JobState.ACTIVE, attempt(null));
    Event last =
        event(TransferState.FAILED, "no", Kind.MULTIPLE_REPLICA, JobState.FAILED, attempt(EXISTS));

    assertThat(message(EventKind.COMPLETE, between).get("job_state").asText()).isEqualTo("ACTIVE");
    assertThat(message(EventKind.COMPLETE, between).get("job_multihop").booleanValue()).isTrue();
    assertThat(message(EventKind.COMPLETE, last).get("job_state").asText()).isEqualTo("FAILED");
    assertThat(message(EventKind.COMPLETE, last).get("job_m_replica").booleanValue()).isTrue();
    for (String flag :
        List.of("job_m_replica", "job_multihop", "transfer_lasthop", "is_archiving")) {
      assertThat(message(EventKind.COMPLETE, last).get(flag).isBoolean()).as(flag).isTrue();
    }
  }

  @Test
  void aBeginningIsToldAsStartAndState() throws Exception {
    Event active = event(TransferState.ACTIVE, "", Kind.REGULAR, JobState.ACTIVE, null);

    assertThat(kinds(active)).containsExactly(EventKind.START, EventKind.STATE);
    assertThat(message(EventKind.START, active).get("transfer_id").asText()).endsWith("__" + JOB);
    JsonNode state = message(EventKind.STATE, active);
    assertThat(state.get("file_state").asText()).isEqualTo("ACTIVE");
    assertThat(state.get("job_state").asText()).isEqualTo("ACTIVE");
    assertThat(state.get("vo_name").asText()).isEqualTo("atlas");
    assertThat(state.get("retry_counter").asInt()).isEqualTo(2);
    assertThat(state.get("submit_time").asLong()).isEqualTo(BEGUN - 5_000);
  }

  @Test
  void noMessageHoldsASecretOrAName() throws Exception {
    for (EventRecord record :
        writer.of(event(TransferState.FINISHED, "", Kind.REGULAR, JobState.FINISHED, null))) {
      String text = JSON.readTree(record.json()).toString();

      assertThat(text).doesNotContain("hush", "somebody").contains("davs://a:443/f?token=***&x=1");
    }
  }

  @Test
  void onlyTheKindsThatAreOnAreWritten() {
    Event active = event(TransferState.ACTIVE, "", Kind.REGULAR, JobState.ACTIVE, null);
    EventWriter some = new EventWriter(new EventSettings("x", Set.of(EventKind.COMPLETE)));

    assertThat(some.of(active)).isEmpty();
    assertThat(kinds(event(TransferState.ARCHIVING, "", Kind.REGULAR, JobState.ARCHIVING, null)))
        .containsExactly(EventKind.STATE);
    assertThat(new EventWriter(new EventSettings("x", Set.of())).isOn()).isFalse();
  }
}
