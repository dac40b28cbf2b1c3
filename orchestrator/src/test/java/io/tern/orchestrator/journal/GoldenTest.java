package io.tern.orchestrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobState;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.TransferState;
import io.tern.ledger.AgentId;
import io.tern.ledger.DestinationFile;
import io.tern.ledger.Held;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.journal.wire.Bound;
import io.tern.orchestrator.journal.wire.Cancel;
import io.tern.orchestrator.journal.wire.CancelAll;
import io.tern.orchestrator.journal.wire.CancelOrder;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Explain;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.ForceStart;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Hello;
import io.tern.orchestrator.journal.wire.Hold;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.LessonRecord;
import io.tern.orchestrator.journal.wire.LinkLesson;
import io.tern.orchestrator.journal.wire.LinkName;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.Reason;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.journal.wire.Reprioritise;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Started;
import io.tern.orchestrator.journal.wire.Stop;
import io.tern.orchestrator.journal.wire.StorageLesson;
import io.tern.orchestrator.journal.wire.Task;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.journal.wire.WideCancel;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records as they were written when their format was first released, in files that never change:
 * they must read as they did, and must be written as they were. A format of a higher level gets
 * files of its own beside them.
 */
class GoldenTest {
  private static final UUID JOB = UUID.fromString("0b6f5d3e-1c2d-4e5f-8a9b-0c1d2e3f4a5b");
  private static final ByteString JOB_ID = Ids.bytes(JOB);
  private static final AgentId AGENT = new AgentId("node-1", "0000019abcdef012-7");
  private static final Held HELD = new Held(true, true, 4096, 1_760_000_000_123L);

  private static final FileText FILE =
      FileText.newBuilder()
          .setSourceUrl("davs://source.example:443/atlas/f-1?x=y")
          .setDestinationUrl("davs://destination.example:443/atlas/ü-1")
          .setChecksum("ADLER32:0a1b2c3d")
          .setMetadata(ByteString.copyFromUtf8("{\"activity\":\"Express\"}"))
          .setStagingMetadata(ByteString.copyFromUtf8("{}"))
          .setArchiveMetadata(ByteString.copyFromUtf8("[1]"))
          .setSelectionStrategy("orderly")
          .setScitag(65)
          .build();

  private static final JobHeader HEADER =
      JobHeader.newBuilder()
          .setVo("atlas")
          .setUserDn("/DC=ch/CN=rucio")
          .setCredentialId("f00dfeed")
          .setSubmitHost("api-1")
          .setSubmitMs(1_760_000_000_000L)
          .setKind(Kind.MULTIPLE_REPLICA)
          .setPriority(4)
          .setRetry(-1)
          .setRetryDelayS(30)
          .setExpiresMs(1_760_000_600_000L)
          .setOverwriteFlag("R")
          .setChecksumMode("b")
          .setBringOnlineS(-1)
          .setCopyPinLifetimeS(3600)
          .setArchiveTimeoutS(-1)
          .setTimeoutS(900)
          .setStreams(2)
          .setBufferSize(65536)
          .setStrictCopy(true)
          .setDisableCleanup(true)
          .setDstFileReport(true)
          .setSourceSpaceToken("IN")
          .setDestinationSpaceToken("OUT")
          .setInternalJobParams("nostreams:2")
          .setMetadata(ByteString.copyFromUtf8("{\"issuer\":\"rucio\"}"))
          .setSourceSe("davs://source.example")
          .setDestSe("davs://destination.example")
          .setFanOut(true)
          .setOrderly(true)
          .build();

  private static final Part PART =
      Part.newBuilder()
          .setJobId(JOB_ID)
          .setPart(1)
          .setFirstIndex(300)
          .addStorage("davs://source.example")
          .addStorage("davs://destination.example")
          .addActivity("Express")
          .addSource(0)
          .addDestination(1)
          .addShare(0)
          .addFileIndex(7)
          .addSize(1L << 40)
          .addDestinationHash(0x9E3779B97F4A7C15L)
          .setTexts(FileTexts.newBuilder().addFile(FILE.toByteString()).build().toByteString())
          .setHeader(HEADER)
          .setParts(2)
          .setTransfers(301)
          .setDigest(0xC2B2AE3D27D4EB4FL)
          .build();

  private static final JobChanged JOB_CHANGED =
      new JobChanged(
          JOB,
          1_000_001,
          301,
          2,
          4,
          JobState.FINISHEDDIRTY,
          1_760_000_000_010L,
          1_760_000_500_000L,
          "One or more files failed",
          true,
          12,
          7);

  private static final TransferChanged TRANSFER_CHANGED = changed(false, "", null);
  private static final TransferChanged EVICTED = changed(true, "", null);
  private static final TransferChanged STAGED = changed(true, "7e1f", null);
  private static final TransferChanged IN_THE_WAY =
      changed(false, "", new DestinationFile(1L << 41, "ADLER32:0a1b2c3d", true, true));

  private static TransferChanged changed(
      boolean evicted, String stageRequest, @Nullable DestinationFile inTheWay) {
    return new TransferChanged(
        JOB,
        1_000_301,
        new TransferStatus(
            TransferState.ACTIVE,
            3,
            2,
            1,
            1_760_000_000_100L,
            1_760_000_000_200L,
            1_760_000_000_300L,
            1_760_000_000_400L,
            AGENT,
            true,
            "TRANSFER [110] stalled",
            true,
            12_345,
            1L << 41,
            "ADLER32:0a1b2c3d",
            HELD,
            new TransferStatus.Tape(1, 2, 3, 4, evicted, stageRequest),
            inTheWay));
  }

  private static final AttemptEnded ATTEMPT_ENDED =
      new AttemptEnded(
          JOB,
          1_000_301,
          3,
          new Failure(
              FailureClass.STALLED, Side.DESTINATION, Phase.TRANSFER, true, "no bytes for 300 s"),
          true,
          1_760_000_000_300L,
          1_760_000_000_400L,
          12_345,
          AGENT);

  private static final Position POSITION =
      Position.newBuilder()
          .setCommands(123_456)
          .setReports(654_321)
          .setNextTransfer(1_000_302)
          .setStepMs(1_760_000_000_999L)
          .setFormat(1)
          .setClaim(17)
          .setLeader("node-1")
          .setPartitions(1)
          .setHeld(true)
          .build();

  static Stream<Golden> records() throws IOException {
    return Stream.of(
        new Golden("part", PART),
        new Golden("part-with-tokens", PART.toBuilder().addToken("00ff").addToken("a1b2").build()),
        new Golden("header", HEADER.toBuilder().setOwner("f00dfeed").setSole(true).build()),
        new Golden(
            "header-with-deadline", HEADER.toBuilder().setDeadlineMs(1_760_000_900_000L).build()),
        new Golden("job", parsed(JOB_CHANGED)),
        new Golden("transfer", parsed(TRANSFER_CHANGED)),
        new Golden("transfer-evicted", parsed(EVICTED)),
        new Golden("transfer-staged", parsed(STAGED)),
        new Golden("transfer-in-the-way", parsed(IN_THE_WAY)),
        new Golden("attempt", parsed(ATTEMPT_ENDED)),
        new Golden("position", POSITION),
        new Golden(
            "position-cancelling",
            POSITION.toBuilder()
                .addCancelling(
                    WideCancel.newBuilder()
                        .setOrder(
                            CancelOrder.newBuilder()
                                .setVo("atlas")
                                .setBelow(1_000_302)
                                .setReason("no more"))
                        .setAtMs(1_760_000_000_500L))
                .build()),
        new Golden(
            "lesson-storage",
            LessonRecord.newBuilder()
                .setStorage(
                    StorageLesson.newBuilder()
                        .setStorage("davs://destination.example")
                        .setInbound(true)
                        .setWindow(120)
                        .setShut(true))
                .build()),
        new Golden(
            "lesson-link",
            LessonRecord.newBuilder()
                .setLink(
                    LinkLesson.newBuilder()
                        .setSource("davs://source.example")
                        .setDestination("davs://destination.example")
                        .setBytesPerMs(62_500)
                        .setSetUpMs(900.5))
                .build()),
        new Golden("archived", archived()),
        new Golden("command-submit", command().setSubmit(PART).build()),
        new Golden(
            "command-cancel",
            command()
                .setCancel(
                    Cancel.newBuilder()
                        .setJobId(JOB_ID)
                        .addTransfer(1_000_301)
                        .setReason("by user"))
                .build()),
        new Golden(
            "command-reprioritise",
            command()
                .setReprioritise(Reprioritise.newBuilder().setJobId(JOB_ID).setPriority(5))
                .build()),
        new Golden(
            "command-cancel-all",
            command()
                .setCancelAll(CancelAll.newBuilder().setVo("atlas").setReason("no more"))
                .build()),
        new Golden(
            "command-force-start",
            command().setForceStart(ForceStart.newBuilder().addTransfer(1_000_301)).build()),
        new Golden(
            "command-explain",
            command().setExplain(Explain.newBuilder().setTransfer(1_000_301)).build()),
        new Golden(
            "command-explain-link",
            command()
                .setExplain(
                    Explain.newBuilder()
                        .setLink(
                            LinkName.newBuilder()
                                .setSource("davs://source.example")
                                .setDestination("davs://destination.example")))
                .build()),
        new Golden(
            "command-explain-storage",
            command().setExplain(Explain.newBuilder().setStorage("davs://source.example")).build()),
        new Golden(
            "command-explain-estimate",
            command().setExplain(Explain.newBuilder().setEstimate(JOB_ID)).build()),
        new Golden(
            "verdict-end",
            Verdict.newBuilder()
                .setRequestId("5d1f")
                .setStatus(200)
                .setEndMs(1_760_000_800_000L)
                .build()),
        new Golden(
            "verdict-bounds",
            Verdict.newBuilder().setRequestId("5d1f").setStatus(200).addBound(bound()).build()),
        new Golden(
            "verdict-reasons",
            Verdict.newBuilder()
                .setRequestId("5d1f")
                .setStatus(200)
                .addReason(Reason.newBuilder().setCode("ban").setSentence("x"))
                .build()),
        new Golden(
            "verdict-affected",
            Verdict.newBuilder()
                .setRequestId("5d1f")
                .setStatus(200)
                .addJob(JOB_ID)
                .setJobs(1)
                .setTransfers(2)
                .addStarted(1_000_301)
                .addAbsent(7)
                .build()),
        new Golden("command-hold", command().setHold(Hold.newBuilder().setOn(true)).build()),
        new Golden("report-hello", report().setHello(hello()).build()),
        new Golden(
            "report-hello-tape",
            report().setHello(hello().toBuilder().setTapeCapacity(100_000)).build()),
        new Golden("report-started", report().setStarted(started()).build()),
        new Golden(
            "report-asked",
            report().setStarted(started().toBuilder().setStageRequest("7e1f")).build()),
        new Golden("report-ended", report().setEnded(ended()).build()),
        new Golden(
            "report-ended-in-the-way",
            report()
                .setEnded(
                    ended().toBuilder()
                        .setInTheWay(
                            io.tern.orchestrator.journal.wire.DestinationFile.newBuilder()
                                .setSize(1L << 41)
                                .setChecksum("ADLER32:0a1b2c3d")
                                .setOnTape(true)))
                .build()),
        new Golden("dispatch-start", dispatch().setStart(start()).build()),
        new Golden(
            "dispatch-start-keyed",
            dispatch().setStart(start().toBuilder().setOwner("f00d").setDn("/CN=alice")).build()),
        new Golden(
            "dispatch-start-pinned",
            dispatch().setStart(start().toBuilder().setPinS(28_800)).build()),
        new Golden(
            "dispatch-start-ways",
            dispatch()
                .setStart(start().toBuilder().setNoPull(true).setNoPush(true).setNoStreaming(true))
                .build()),
        new Golden(
            "dispatch-start-on-disk",
            dispatch()
                .setStart(start().toBuilder().setKeepSource(true).setReplaceOnDisk(true))
                .build()),
        new Golden(
            "dispatch-start-by-proxy",
            dispatch().setStart(start().toBuilder().setByProxy(true)).build()),
        new Golden(
            "dispatch-start-reporting",
            dispatch().setStart(start().toBuilder().setReportInTheWay(true)).build()),
        new Golden(
            "dispatch-start-staged",
            dispatch().setStart(start().toBuilder().setStageRequest("7e1f")).build()),
        new Golden("header-by-certificate", HEADER.toBuilder().setByCertificate(true).build()),
        new Golden("header-by-proxy", HEADER.toBuilder().setByProxy(true).build()),
        new Golden(
            "header-with-tokens", HEADER.toBuilder().setTokensEndMs(1_760_000_600_000L).build()),
        new Golden(
            "dispatch-stop",
            dispatch().setStop(Stop.newBuilder().setTransfer(1_000_301).setAttempt(3)).build()),
        new Golden(
            "verdict",
            Verdict.newBuilder()
                .setRequestId("5d1f")
                .setStatus(409)
                .setMessage("The sid provided by the user is duplicated")
                .setCommandsOffset(123_455)
                .build()),
        new Golden(
            "heartbeat",
            Heartbeat.newBuilder()
                .setAgent(AGENT.name())
                .setIncarnation(AGENT.incarnation())
                .setActive(2)
                .addTransfer(1_000_301)
                .addBytes(12_345)
                .setDraining(true)
                .setCapacity(10_000)
                .build()),
        new Golden(
            "heartbeat-told",
            Heartbeat.newBuilder()
                .setAgent(AGENT.name())
                .setIncarnation(AGENT.incarnation())
                .setActive(2)
                .setCapacity(10_000)
                .setSentMs(86_400_250)
                .addTransfer(1_000_301)
                .addBytes(12_345)
                .addToldMs(86_399_500)
                .build()),
        new Golden(
            "heartbeat-tape",
            Heartbeat.newBuilder()
                .setAgent(AGENT.name())
                .setIncarnation(AGENT.incarnation())
                .setActive(2)
                .setCapacity(10_000)
                .setTapeCapacity(100_000)
                .build()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatWasWrittenReadsAsItDid(Golden golden) throws IOException {
    Message read = golden.expected().getParserForType().parseFrom(golden.bytes());

    assertThat(read).isEqualTo(golden.expected());
    assertThat(read.getUnknownFields().asMap()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatIsWrittenIsWhatWasWritten(Golden golden) throws IOException {
    assertThat(golden.expected().toByteArray()).isEqualTo(golden.bytes());
  }

  /** A field that no golden record has could change its number unseen. */
  @ParameterizedTest
  @MethodSource("records")
  void everyFieldOfARecordIsInAFileOfItsKind(Golden golden) throws IOException {
    List<Message> alike =
        records()
            .map(Golden::expected)
            .filter(record -> record.getClass().equals(golden.expected().getClass()))
            .toList();
    assertThat(golden.expected().getDescriptorForType().getFields())
        .filteredOn(field -> field.getContainingOneof() == null)
        .filteredOn(field -> !(golden.name().equals("job") && field.getName().equals("at_work")))
        .allMatch(
            field -> alike.stream().anyMatch(record -> record.getAllFields().containsKey(field)));
  }

  private static Message archived() throws IOException {
    return Archived.newBuilder()
        .setJobId(JOB_ID)
        .setRecord(
            io.tern.orchestrator.journal.wire.JobRecord.parseFrom(
                value(LedgerCodec.encode(JOB_CHANGED))))
        .setPart(PART)
        .addTransfer(1_000_301)
        .addTransferRecord(
            io.tern.orchestrator.journal.wire.TransferRecord.parseFrom(
                value(LedgerCodec.encode(TRANSFER_CHANGED))))
        .build();
  }

  private static Message parsed(JobChanged changed) throws IOException {
    return io.tern.orchestrator.journal.wire.JobRecord.parseFrom(
        value(LedgerCodec.encode(changed)));
  }

  private static Message parsed(TransferChanged changed) throws IOException {
    return io.tern.orchestrator.journal.wire.TransferRecord.parseFrom(
        value(LedgerCodec.encode(changed)));
  }

  private static Message parsed(AttemptEnded ended) throws IOException {
    return io.tern.orchestrator.journal.wire.AttemptRecord.parseFrom(
        value(LedgerCodec.encode(ended)));
  }

  private static byte[] value(Entry entry) {
    byte[] value = entry.value();
    assertThat(value).isNotNull();
    return value;
  }

  private static Bound bound() {
    return Bound.newBuilder()
        .setKind(Bound.Kind.LINK)
        .setActive(3)
        .setWaiting(40)
        .setPlaces(5)
        .setFloor(2)
        .setWindow(1)
        .setCeiling(100)
        .setBinds(true)
        .build();
  }

  private static Command.Builder command() {
    return Command.newBuilder().setRequestId("5d1f").setNode("api-1").setPrincipal("/CN=rucio");
  }

  private static Report.Builder report() {
    return Report.newBuilder().setAgent(AGENT.name()).setIncarnation(AGENT.incarnation());
  }

  private static Dispatch.Builder dispatch() {
    return Dispatch.newBuilder().setAgent(AGENT.name()).setIncarnation(AGENT.incarnation());
  }

  private static Hello hello() {
    return Hello.newBuilder().setCapacity(10_000).setFormat(1).build();
  }

  private static Started started() {
    return Started.newBuilder()
        .setTransfer(1_000_301)
        .setAttempt(3)
        .setJobId(JOB_ID)
        .setHeld(LedgerCodec.wire(HELD))
        .setSize(1L << 41)
        .build();
  }

  private static Ended ended() {
    return Ended.newBuilder()
        .setTransfer(1_000_301)
        .setAttempt(3)
        .setJobId(JOB_ID)
        .setEnd(End.END_FAILED)
        .setFailureClass("STALLED")
        .setSide("DESTINATION")
        .setPhase("TRANSFER")
        .setRetryable(true)
        .setMessage("no bytes for 300 s")
        .setBytes(12_345)
        .setSize(1L << 41)
        .setChecksum("ADLER32:0a1b2c3d")
        .setStartMs(1_760_000_000_300L)
        .setEndMs(1_760_000_000_400L)
        .build();
  }

  private static Start start() {
    return Start.newBuilder()
        .setTransfer(1_000_301)
        .setAttempt(3)
        .setJobId(JOB_ID)
        .setTask(Task.COPY)
        .setFile(FILE)
        .setSize(1L << 40)
        .setOverwriteFlag("R")
        .setLastHop(true)
        .setRetries(2)
        .setChecksumMode("b")
        .setTimeoutS(900)
        .setStreams(2)
        .setStrictCopy(true)
        .setDisableCleanup(true)
        .setAfterUnknown(true)
        .setHeld(LedgerCodec.wire(HELD))
        .setWaitLimitS(3600)
        .setActivity("Express")
        .setVo("atlas")
        .build();
  }
}
