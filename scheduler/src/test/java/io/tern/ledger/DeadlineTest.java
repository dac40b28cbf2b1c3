package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.Urgency;
import io.tern.schedule.Explanation;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final Stage stage = new Stage();

  @Test
  void ofOneShareTheJobThatIsDueFirstGoesFirst() {
    stage.capacity = 1;
    submit("first", Urgency.NO_DEADLINE);
    submit("whenever", Urgency.NO_DEADLINE);
    submit("late", stage.nowMs + 120_000);
    submit("soon", stage.nowMs + 60_000);

    stage.ends(1, Stage.done());
    assertThat(stage.starts).containsOnlyKeys(1L, 4L);
    stage.ends(4, Stage.done());
    assertThat(stage.starts).containsOnlyKeys(1L, 4L, 3L);
    stage.ends(3, Stage.done());
    assertThat(stage.starts).containsKey(2L);
  }

  @Test
  void aDeadlineThatHasPassedGoesBeforeNobody() {
    stage.capacity = 1;
    submit("first", Urgency.NO_DEADLINE);
    submit("whenever", Urgency.NO_DEADLINE);
    submit("missed", stage.nowMs + 1_000);
    assertThat(standing(3).urgency().hasDeadline()).isTrue();

    stage.pass(1_000);
    assertThat(standing(3).urgency().hasDeadline()).isFalse();
    stage.ends(1, Stage.done());

    assertThat(stage.starts).containsOnlyKeys(1L, 2L);
  }

  @Test
  void aNewPriorityKeepsTheDeadline() {
    stage.capacity = 1;
    submit("first", Urgency.NO_DEADLINE);
    long deadlineMs = stage.nowMs + 60_000;
    UUID job = submit("soon", deadlineMs);

    stage.decide(new Input.Reprioritise(job, 5, Ask.NOBODY));

    assertThat(standing(2).urgency()).isEqualTo(new Urgency(5, deadlineMs));
  }

  private Explanation.Standing standing(long transfer) {
    int slot = stage.ledger.rows.slot(transfer);
    return ((Explanation.Full) stage.ledger.scheduler.explain(slot)).standing();
  }

  private UUID submit(String file, long deadlineMs) {
    return stage.submit(JobKind.REGULAR, terms -> terms.retry(0).due(deadlineMs), copy(file));
  }
}
