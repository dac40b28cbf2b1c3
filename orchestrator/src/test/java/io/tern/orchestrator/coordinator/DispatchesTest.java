package io.tern.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.ledger.AgentId;
import io.tern.ledger.Effect;
import io.tern.ledger.Held;
import io.tern.ledger.OnDisk;
import io.tern.ledger.Task;
import io.tern.ledger.Ways;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.view.LocalStore;
import io.tern.orchestrator.view.Origin;
import io.tern.orchestrator.view.StoreSettings;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent gets what a job says and what operators have set, each in its place. */
class DispatchesTest {
  private static final UUID JOB = new UUID(1, 2);

  @TempDir Path data;

  @Test
  void sayWhichFileIsMeant() {
    Start start = start(new Ways(true, true, true), new OnDisk(false, false));

    assertThat(start.getTransfer()).isEqualTo(77);
    assertThat(start.getFile().getSourceUrl()).isEqualTo("davs://a/second");
    assertThat(start.getVo()).isEqualTo("cms");
    assertThat(start.getPinS()).isEqualTo(60);
    assertThat(start.getWaitLimitS()).isEqualTo(3_600);
    assertThat(start.getReportInTheWay()).isTrue();
  }

  @Test
  void sayWhichWaysAreClosed() {
    OnDisk usual = new OnDisk(false, false);

    assertThat(start(new Ways(false, true, true), usual).getNoPull()).isTrue();
    assertThat(start(new Ways(true, false, true), usual).getNoPush()).isTrue();
    assertThat(start(new Ways(true, true, false), usual).getNoStreaming()).isTrue();
    assertThat(start(new Ways(true, true, true), usual))
        .matches(start -> !start.getNoPull() && !start.getNoPush() && !start.getNoStreaming());
  }

  @Test
  void sayWhatBecomesOfDiskCopies() {
    Ways all = new Ways(true, true, true);

    assertThat(start(all, new OnDisk(true, false)))
        .matches(start -> start.getKeepSource() && !start.getReplaceOnDisk());
    assertThat(start(all, new OnDisk(false, true)))
        .matches(start -> !start.getKeepSource() && start.getReplaceOnDisk());
  }

  @Test
  void theAgentIsToldByWhichRequestTheSourceWasStaged() {
    assertThat(start(new Ways(true, true, true), new OnDisk(true, false)).getStageRequest())
        .isEqualTo("r-1");
  }

  private Start start(Ways ways, OnDisk onDisk) {
    Origin origin = new Origin("cluster", "journal", Coordinator.FORMAT);
    try (LocalStore store = LocalStore.open(data, origin, StoreSettings.DEFAULT, 0)) {
      Texts texts = new Texts(store);
      texts.accepted(part());
      return new Dispatches(texts)
          .of(
              new Effect.Start(
                  new AgentId("agent", "1"),
                  JOB,
                  77,
                  0,
                  1,
                  1,
                  Task.BRING_ONLINE,
                  0,
                  0,
                  true,
                  false,
                  Held.UNKNOWN,
                  3_600,
                  0,
                  0,
                  ways,
                  onDisk,
                  "r-1"))
          .getStart();
    }
  }

  private static Part part() {
    FileTexts texts =
        FileTexts.newBuilder()
            .addFile(file("davs://a/first").toByteString())
            .addFile(file("davs://a/second").toByteString())
            .build();
    return Part.newBuilder()
        .setJobId(Ids.bytes(JOB))
        .setTexts(texts.toByteString())
        .setHeader(
            JobHeader.newBuilder().setVo("cms").setCopyPinLifetimeS(60).setDstFileReport(true))
        .build();
  }

  private static FileText file(String source) {
    return FileText.newBuilder().setSourceUrl(source).build();
  }
}
