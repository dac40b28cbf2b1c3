package io.tern.loadtest.farm.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.farm.dialect.CopyRequest;
import io.tern.loadtest.farm.dialect.Refusal;
import io.tern.loadtest.farm.flow.Fluid;
import io.tern.loadtest.farm.flow.VirtualTimeline;
import io.tern.loadtest.farm.rule.FarmRules;
import io.tern.loadtest.farm.rule.Fault;
import io.tern.loadtest.farm.rule.FaultRule;
import io.tern.loadtest.farm.rule.Faults;
import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.farm.space.NameSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopiesTest {
  private static final String XROOTD = "127.1.0.1";
  private static final String STORM = "127.1.0.2";
  private static final String SOURCE = "127.1.0.3";
  private static final String FAR = "127.1.0.4";
  private static final FarmRules RULES =
      FarmRules.parse(
          """
          storages:
            - {hosts: "127.1.0.1", dialect: xrootd, copy_bytes_per_s: 1000}
            - {hosts: "127.1.0.2", dialect: storm, copy_bytes_per_s: 1000}
          links:
            - {sources: "127.1.0.3", destinations: "127.1.0.4", bytes_per_s: 500}
          """);

  @TempDir Path directory;

  private final VirtualTimeline time = new VirtualTimeline();
  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1795339667), ZoneOffset.UTC);
  private final Fluid fluid = new Fluid(time);
  private final NameSpace files = new NameSpace(false);
  private final Faults faults = new Faults(0, List.of());
  private final Witness witness = new Witness();
  private final Storages storages = new Storages();
  private CopyLog log;
  private Copies copies;

  @BeforeEach
  void build() {
    for (String host : List.of(XROOTD, STORM, SOURCE, FAR)) {
      storages.add(new Storage(host, RULES.storage(host)));
    }
    log = CopyLog.append(directory.resolve("farm.log"), clock);
    copies =
        new Copies(
            time,
            clock,
            new FluidMover(fluid, storages, new Links(RULES.links()), files),
            storages,
            files,
            faults,
            witness,
            log,
            0);
  }

  private RecordedReply pull(String active, long bytes, String path) {
    return copy(active, true, SOURCE, "/farm/size/" + bytes + "/f", active, path, true);
  }

  private RecordedReply copy(
      String active,
      boolean pull,
      String from,
      String source,
      String to,
      String path,
      boolean overwrite) {
    CopyRequest request =
        new CopyRequest(
            active,
            pull,
            "http://" + from + ":28080" + source,
            "http://" + to + ":28080" + path,
            new FileName(from, source),
            new FileName(to, path),
            overwrite,
            Map.of());
    RecordedReply reply = new RecordedReply();
    copies.accept(request, storages.find(active).orElseThrow(), reply);
    return reply;
  }

  private long told(String name) {
    return ((Number) witness.testimony().get(name)).longValue();
  }

  private Content at(String host, String path) {
    Content content = files.find(new FileName(host, path));
    assertThat(content).as(host + path).isNotNull();
    return content;
  }

  @Test
  void xrootdMarksAtOnceThenEveryFiveSecondsAndEndsWithoutALineEnd() {
    RecordedReply reply = pull(XROOTD, 12_000, "/out/a");

    assertThat(reply.body)
        .hasToString(
            "Perf Marker\nTimestamp: 1795339667\nStripe Index: 0\nStripe Bytes Transferred: 0\n"
                + "Total Stripe Count: 1\nRemoteConnections: tcp:127.1.0.3:28080\nEnd\n");
    time.passMs(5_000);
    assertThat(reply.body).contains("Stripe Bytes Transferred: 5000\n");
    time.passMs(7_000);
    assertThat(reply.markers()).isEqualTo(3);
    assertThat(reply.body.toString()).endsWith("End\nsuccess: Created");
    assertThat(at(XROOTD, "/out/a")).isEqualTo(at(SOURCE, "/farm/size/12000/f"));
    assertThat(told("done")).isEqualTo(1);
    assertThat(told("bytes")).isEqualTo(12_000);
    assertThat(told("markers")).isEqualTo(3);
    assertThat(time.pending()).isZero();
  }

  @Test
  void copiesOnANarrowLinkHoldEachOtherUpAndNobodyElse() {
    pull(FAR, 1_000, "/out/a");
    pull(FAR, 1_000, "/out/b");
    pull(XROOTD, 4_000, "/out/c");

    time.passMs(3_950);
    assertThat(told("done")).isZero();
    time.passMs(100);
    assertThat(told("done")).isEqualTo(3);
  }

  @Test
  void stormSaysNothingBeforeItsFirstReport() {
    RecordedReply reply = pull(STORM, 12_000, "/out/a");

    assertThat(reply.body).isEmpty();
    time.passMs(5_000);
    assertThat(reply.markers()).isEqualTo(1);
    assertThat(reply.body).doesNotContain("RemoteConnections");
    time.passMs(7_000);
    assertThat(reply.body.toString()).endsWith("success: Created");
  }

  @Test
  void xrootdNoticesAtTheNextMarkerThatItsClientLeftAndLeavesAPartialFile() {
    RecordedReply reply = pull(XROOTD, 60_000, "/out/a");
    time.passMs(6_000);

    reply.leave();
    time.passMs(3_999);
    assertThat(told("live")).isEqualTo(1);
    time.passMs(1_001);

    assertThat(told("live")).isZero();
    assertThat(told("abandoned")).isEqualTo(1);
    assertThat(at(XROOTD, "/out/a").size()).isBetween(10_000L, 11_000L);
  }

  @Test
  void stormGoesOnToTheEndAfterItsClientLeft() {
    RecordedReply reply = pull(STORM, 60_000, "/out/a");
    time.passMs(6_000);

    reply.leave();
    time.passMs(53_000);
    assertThat(told("live")).isEqualTo(1);
    time.passMs(1_000);

    assertThat(told("done")).isEqualTo(1);
    assertThat(at(STORM, "/out/a")).isEqualTo(at(SOURCE, "/farm/size/60000/f"));
  }

  @Test
  void twoLiveCopiesToOneDestinationAreWitnessed() {
    pull(XROOTD, 60_000, "/out/a");
    pull(XROOTD, 60_000, "/out/b");
    assertThat(told("overlapping")).isZero();

    pull(XROOTD, 60_000, "/out/a");

    assertThat(told("overlapping")).isEqualTo(1);
    assertThat(told("overlapping_orphans")).isZero();
  }

  @Test
  void aCopyBehindOneThatOutlivesItsClientIsWitnessedApart() {
    pull(STORM, 60_000, "/out/a").leave();
    pull(STORM, 60_000, "/out/a");

    assertThat(told("overlapping")).isZero();
    assertThat(told("overlapping_orphans")).isEqualTo(1);
  }

  @Test
  void aCopyAfterTheFirstEndedOverlapsNothingButIsDoubled() {
    pull(XROOTD, 1_000, "/out/a");
    time.passMs(1_000);
    pull(XROOTD, 1_000, "/out/a");
    time.passMs(1_000);

    assertThat(told("overlapping")).isZero();
    assertThat(told("doubled")).isEqualTo(1);
  }

  @Test
  void aPullOfAMissingSourceFailsInTheBodyAndLeavesAnEmptyFile() {
    RecordedReply reply = copy(XROOTD, true, SOURCE, "/nope", XROOTD, "/out/a", true);

    assertThat(reply.refusal).isNull();
    assertThat(reply.body.toString())
        .endsWith(
            "failure: Remote side failed with status code 404; error message: "
                + "\"Unable to open /nope; no such file or directory \"");
    assertThat(at(XROOTD, "/out/a").size()).isZero();
  }

  @Test
  void aPushOfAMissingSourceIsRefused() {
    assertThat(copy(XROOTD, false, XROOTD, "/nope", SOURCE, "/out/a", true).refusal)
        .isEqualTo(new Refusal(400, "Unable to open /nope; no such file or directory"));
    assertThat(copy(STORM, false, STORM, "/nope", SOURCE, "/out/a", true).refusal)
        .isEqualTo(new Refusal(404, ""));
  }

  @Test
  void anExistingDestinationIsNotOverwrittenByAPullButByAnXrootdPush() {
    files.put(new FileName(XROOTD, "/out/a"), new Content.Pattern(1, 1));
    files.put(new FileName(SOURCE, "/out/a"), new Content.Pattern(1, 1));
    String source = "/farm/size/10/f";

    assertThat(copy(XROOTD, true, SOURCE, source, XROOTD, "/out/a", false).refusal)
        .isEqualTo(new Refusal(412, "Unable to create /out/a; file exists"));
    RecordedReply push = copy(XROOTD, false, XROOTD, source, SOURCE, "/out/a", false);
    time.passMs(1_000);

    assertThat(push.body.toString()).endsWith("success: Created");
    assertThat(at(SOURCE, "/out/a").size()).isEqualTo(10);
  }

  @Test
  void aHostOutsideTheFarmCannotBeResolved() {
    RecordedReply reply = copy(XROOTD, true, "example.org", "/a", XROOTD, "/out/a", true);
    assertThat(reply.body.toString()).endsWith("failure: Couldn't resolve host name");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultEndsTheCopyAndNoneButSlowLeavesTheWholeFile(Fault fault) {
    faults.replace(List.of(FaultRule.always(fault, "/out/a")));
    RecordedReply reply = pull(XROOTD, 10_000, "/out/a");
    time.passMs(70_000);
    boolean answered = reply.ended;
    reply.leave();

    assertThat(answered).isEqualTo(fault != Fault.BLACK_HOLE);
    assertThat(told("live")).isZero();
    assertThat(told("done")).isEqualTo(fault == Fault.SLOW ? 1 : 0);
    assertThat(at(SOURCE, "/farm/size/10000/f").equals(files.find(new FileName(XROOTD, "/out/a"))))
        .isEqualTo(fault == Fault.SLOW);
    assertThat(time.pending()).isZero();
  }

  @Test
  void faultsInMidCopyLookAsTheyDoOnTheWire() {
    assertThat(failing(Fault.RESET).wasReset).isTrue();
    assertThat(failing(Fault.TRUNCATED).body.toString()).endsWith("End\n");
    assertThat(failing(Fault.FAILURE).body).contains("failure: Transferred a partial file");
    assertThat(failing(Fault.NO_SPACE).body).contains("no space left on device (code=28)");
    assertThat(failing(Fault.STALL).body).contains("no bytes have been received in 60 seconds");
    assertThat(failing(Fault.WRONG_SIZE).body).contains("success: Created");
    assertThat(at(XROOTD, "/out/WRONG_SIZE").size()).isEqualTo(5_000);
    assertThat(failing(Fault.WRONG_CHECKSUM).body).contains("success: Created");
    assertThat(at(XROOTD, "/out/WRONG_CHECKSUM").size()).isEqualTo(10_000);
  }

  private RecordedReply failing(Fault fault) {
    faults.replace(List.of(FaultRule.always(fault, "/out/*")));
    RecordedReply reply = pull(XROOTD, 10_000, "/out/" + fault);
    time.passMs(70_000);
    return reply;
  }

  @Test
  void aFileRemovedWhileItIsWrittenStaysAway() {
    pull(STORM, 10_000, "/out/a");
    FileName file = new FileName(STORM, "/out/a");
    time.passMs(1_000);
    copies.sync(file);
    assertThat(at(STORM, "/out/a").size()).isEqualTo(1_000);

    copies.unlink(file);
    files.remove(file);
    time.passMs(20_000);

    assertThat(files.find(file)).isNull();
    assertThat(told("unlinked")).isEqualTo(1);
  }

  @Test
  void aPausedStorageMovesNothingAndAnswersNothingUntilItIsResumed() {
    RecordedReply running = pull(XROOTD, 10_000, "/out/a");
    Storage storage = storages.find(XROOTD).orElseThrow();
    time.passMs(4_000);

    storage.pause(fluid);
    RecordedReply waiting = pull(XROOTD, 10_000, "/out/b");
    time.passMs(60_000);
    assertThat(running.markers()).isEqualTo(1);
    assertThat(waiting.body).isEmpty();

    storage.resume(fluid);
    time.passMs(30_000);
    assertThat(told("done")).isEqualTo(2);
  }

  @Test
  void theLogTellsArrivalOpeningAndEnd() throws IOException {
    pull(XROOTD, 1_000, "/out/a");
    time.passMs(1_000);
    log.close();

    assertThat(Files.readString(directory.resolve("farm.log")))
        .isEqualTo(
            """
            F\t1795339667000000
            S\t1795339667000000\t1\t127.1.0.1\tpull\thttp://127.1.0.1:28080/out/a\t\
            http://127.1.0.3:28080/farm/size/1000/f
            W\t1795339667000000\t1
            E\t1795339667000000\t1\tdone\t1000\tthere
            """);
  }
}
