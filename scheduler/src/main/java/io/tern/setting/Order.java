package io.tern.setting;

/** What operators order of the whole service; it holds until it is taken back or carried out. */
public sealed interface Order extends Setting {

  /** Nothing is dispatched; what runs goes on. */
  record Hold() implements Order {
    public static final String NAME = "hold";

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * All jobs that were there are cancelled. Taken back by the coordinator once each of them is.
   *
   * @param vo whose jobs, {@link Global#ANY} for all
   * @param below jobs whose first transfer has a lower id
   */
  record Cancel(String vo, long below, String reason) implements Order {
    public Cancel {
      Rule.named("vo", vo);
      Rule.text("reason", reason);
    }

    @Override
    public String name() {
      return "cancel/" + vo;
    }

    /** Whether it means a job. */
    public boolean covers(String jobVo, long firstTransfer) {
      return firstTransfer < below && (vo.equals(Global.ANY) || vo.equals(jobVo));
    }
  }
}
