package io.tern.orchestrator.api.identity;

/** A caller showed something that is not believed; the message says why. Has no stack trace. */
public final class NotIdentified extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  private NotIdentified(int status, String why) {
    super(why, null, false, false);
    this.status = status;
  }

  /** What it showed is broken, forged, expired or revoked. */
  public static NotIdentified refused(String why) {
    return new NotIdentified(401, why);
  }

  /** It is who it says, and has no business here. */
  static NotIdentified notAdmitted(String why) {
    return new NotIdentified(403, why);
  }

  /** Nobody can tell now. */
  static NotIdentified notNow(String why) {
    return new NotIdentified(503, why);
  }

  public int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
