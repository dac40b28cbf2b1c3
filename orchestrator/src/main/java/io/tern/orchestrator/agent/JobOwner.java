package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.Start;

/**
 * For whom a storage is opened.
 *
 * @param id as dispatches name it, empty for nobody
 * @param dn of the certificate that the job came with, empty for none
 * @param byProxy whether the owner had lent a proxy as the job came
 */
public record JobOwner(String id, String dn, String vo, boolean byProxy) {
  static JobOwner of(Start start) {
    return new JobOwner(start.getOwner(), start.getDn(), start.getVo(), start.getByProxy());
  }
}
