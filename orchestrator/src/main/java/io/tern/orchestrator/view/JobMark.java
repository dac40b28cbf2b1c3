package io.tern.orchestrator.view;

import java.util.UUID;

/** A place in a list of jobs: that of the last one seen. */
public record JobMark(long number, UUID job) {}
