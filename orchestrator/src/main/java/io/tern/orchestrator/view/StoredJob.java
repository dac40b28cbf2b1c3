package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import java.util.UUID;

/**
 * A job as the view holds it: what was submitted, and where it stands. {@code record.state} is
 * current and always agrees with the states of its transfers.
 */
public record StoredJob(UUID id, JobHeader header, JobRecord record) {}
