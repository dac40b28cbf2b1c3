package io.tern.orchestrator.api.authorisation;

import static io.tern.orchestrator.api.authorisation.Caller.ADMIN;
import static io.tern.orchestrator.api.authorisation.Caller.ANONYMOUS;
import static io.tern.orchestrator.api.authorisation.Caller.CONFIG;
import static io.tern.orchestrator.api.authorisation.Caller.OWNER;
import static io.tern.orchestrator.api.authorisation.Caller.ROOT;
import static io.tern.orchestrator.api.authorisation.Caller.SAME_VO;

import java.util.EnumSet;
import java.util.Set;

/** Who may use a route. */
enum Right {
  ANYBODY(EnumSet.allOf(Caller.class)),
  KNOWN(EnumSet.complementOf(EnumSet.of(ANONYMOUS))),
  /** What belongs to a job, or to all of its VO. */
  VO(EnumSet.of(SAME_VO, OWNER, ROOT)),
  /** What belongs to one person, whatever others may do. */
  OWN(EnumSet.of(OWNER)),
  CONFIGURE(EnumSet.of(CONFIG, ADMIN, ROOT)),
  ADMINISTER(EnumSet.of(ADMIN, ROOT)),
  REIGN(EnumSet.of(ROOT));

  private final Set<Caller> allowed;

  Right(Set<Caller> allowed) {
    this.allowed = allowed;
  }

  boolean allows(Caller caller) {
    return allowed.contains(caller);
  }
}
