package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.TransferRecord;

/**
 * A transfer as the view holds it.
 *
 * @param id FTS's {@code file_id}
 * @param index position in the job, from 0
 * @param size as the user gave it, 0 for none
 * @param record where it stands; for one that has never been touched, its initial state
 */
public record StoredTransfer(
    long id,
    int index,
    int fileIndex,
    String sourceStorage,
    String destinationStorage,
    String activity,
    long size,
    FileText text,
    TransferRecord record) {}
