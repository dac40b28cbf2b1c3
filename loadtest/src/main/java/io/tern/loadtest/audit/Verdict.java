package io.tern.loadtest.audit;

import java.lang.reflect.RecordComponent;

/**
 * What an audit found, counted in transfers unless said otherwise.
 *
 * @param acknowledged in jobs that Tern acknowledged, by the generator's list
 * @param terminal in a terminal state
 * @param lost acknowledged, and Tern does not know them
 * @param surplus shown by Tern, and never submitted, or with a file id that another one has
 * @param unfinished not in a terminal state when time ran out
 * @param contradicted shown in one state by one route and in another by another, or in a job whose
 *     state does not agree
 * @param finished by Tern's account
 * @param failed by Tern's account, canceled ones included
 * @param unproven finished by Tern's account, without a copy in the farm's record
 * @param wrong finished by Tern's account, with other content at the destination
 * @param doubled destinations that were completed more than once, by the farm's record
 * @param overlapping copies that began while another to the same destination ran
 * @param overlappingOrphans the same, where the other one's client had left and it could not know
 * @param overLimit links or storages on which more copies ran at once than allowed
 */
public record Verdict(
    long acknowledged,
    long terminal,
    long lost,
    long surplus,
    long unfinished,
    long contradicted,
    long finished,
    long failed,
    long unproven,
    long wrong,
    long doubled,
    long overlapping,
    long overlappingOrphans,
    long overLimit) {

  /**
   * Nothing promised was broken. Failures are no breach: whether they are due is the run's to say.
   */
  public boolean isSound() {
    return lost
            + surplus
            + unfinished
            + contradicted
            + unproven
            + wrong
            + doubled
            + overlapping
            + overLimit
        == 0;
  }

  /** A table, one line a finding. */
  public String table() {
    StringBuilder table = new StringBuilder();
    for (var component : Verdict.class.getRecordComponents()) {
      table.append("  %-20s %12d%n".formatted(component.getName(), value(component)));
    }
    return table.append(isSound() ? "  sound" : "  NOT SOUND").append('\n').toString();
  }

  private long value(RecordComponent component) {
    try {
      return (long) component.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
