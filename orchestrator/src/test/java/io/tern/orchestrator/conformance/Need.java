package io.tern.orchestrator.conformance;

/** What a route asks of its caller (section 1.2, column "Auth"). */
enum Need {
  /** Nothing at all. */
  NOTHING,
  /** A certificate, which not every known caller has shown. */
  CERTIFICATE,
  /** A grant for transfers, which every known caller has. */
  TRANSFER,
  /** A grant for namespaces, which every known caller has. */
  DATAMANAGEMENT,
  /** Rights on the resource. */
  OWN,
  /** A grant for the configuration. */
  CONFIG,
  /** A grant for administration. */
  ADMIN,
  /** The service's own certificate. */
  ROOT;

  boolean refusesNobody() {
    return this != NOTHING;
  }

  /** Whether somebody who may transfer and no more is refused. */
  boolean refusesUsers() {
    return this == CONFIG || this == ADMIN || this == ROOT;
  }
}
