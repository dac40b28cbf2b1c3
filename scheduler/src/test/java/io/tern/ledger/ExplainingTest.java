package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.explain.Reason;
import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.tern.setting.LinkRule;
import io.tern.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Why transfers stand where they do, as the leader tells it. */
class ExplainingTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final Ask ASK = new Ask("why", "node", 0);
  private final Stage stage = new Stage();

  private List<Reason> why(long transfer) {
    stage.decide(new Input.Explain(transfer, ASK));
    return stage.answers.getLast().affected().reasons();
  }

  private List<String> codes(long transfer) {
    return why(transfer).stream().map(Reason::code).toList();
  }

  private void set(Setting... settings) {
    List<Change> puts = Arrays.stream(settings).<Change>map(Change.Put::new).toList();
    stage.decide(new Input.ChangeSettings(puts, false, "/CN=op", ASK));
  }

  @Test
  void theCeilingOfALinkBindsThoseBehind() {
    set(new LinkRule("ab", A, B, 1, 1, null, null, 4, true));
    stage.submit(JobKind.REGULAR, copy("x"), copy(0, 1, "y", 1), copy(0, 1, "z", 2));

    assertThat(codes(1)).containsExactly("given");
    assertThat(codes(3)).containsExactly("link-ceiling", "share");
    assertThat(why(3).getLast().sentence()).contains("cms/production", "1 of 2 on its link");
  }

  @Test
  void oneAtWorkTellsWhoCarriesItAndHowFarItIs() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.started(1);
    stage.moved(1, 5);

    stage.pass(10_000);
    assertThat(why(1).getLast())
        .isEqualTo(
            new Reason(
                "estimate",
                "By what its link and its share have done of late it should be over about"
                    + " 1970-01-01T00:16:54Z."));
    assertThat(why(1).getFirst())
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo("active");
          assertThat(reason.sentence()).contains("Agent agent", "5 of 7 bytes so far");
        });
  }

  @Test
  void othersThatWriteTheSameAreWaitedFor() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.submit(JobKind.REGULAR, copy(2, 1, "x", 0));

    assertThat(codes(2)).containsExactly("destination");
  }

  @Test
  void aBanIsNamedWithItsReason() {
    set(new Ban.OfStorage(B, "*", Ban.Status.WAIT_AS, 0, "broken disks"));
    stage.submit(JobKind.REGULAR, copy("x"));

    assertThat(why(1))
        .containsExactly(new Reason("ban", "Storage davs://b is banned for *: broken disks."));
  }

  @Test
  void withoutAgentsThatIsSaidFirst() {
    stage.capacity = 0;
    stage.submit(JobKind.REGULAR, copy("x"));

    assertThat(codes(1)).startsWith("agents").contains("share");
  }

  @Test
  void aHopAndARestAreToldApart() {
    stage.submit(
        JobKind.MULTI_HOP, terms -> terms.retry(3, 100), copy(0, 1, "x", 0), copy(1, 2, "x", 1));
    stage.ends(1, Stage.failed(Side.DESTINATION, FailureClass.TIMEOUT, true));

    assertThat(codes(1)).containsExactly("back-off");
    assertThat(codes(2)).containsExactly("job");
  }

  @Test
  void aHoldAndAStopAreSaid() {
    UUID running = stage.submit(JobKind.REGULAR, copy("x"));
    stage.decide(new Input.Hold(true, "/CN=op", ASK));
    stage.submit(JobKind.REGULAR, copy(0, 1, "y", 0));
    stage.cancel(running, 1);

    assertThat(codes(2)).startsWith("hold");
    assertThat(why(2).getFirst().sentence()).startsWith("/CN=op has held all starts since ");
    assertThat(codes(1)).containsExactly("stopping");
  }

  @Test
  void ofWhatIsOverNothingIsKnown() {
    stage.decide(new Input.Explain(77, ASK));

    assertThat(stage.answers.getLast().status()).isEqualTo(404);
  }
}
