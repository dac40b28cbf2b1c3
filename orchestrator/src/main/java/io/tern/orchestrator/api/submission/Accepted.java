package io.tern.orchestrator.api.submission;

import java.util.UUID;

/** A job that has been submitted and is durable. */
public record Accepted(UUID job, boolean hasDeadline) {}
