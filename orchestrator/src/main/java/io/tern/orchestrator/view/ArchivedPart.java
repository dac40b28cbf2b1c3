package io.tern.orchestrator.view;

import java.util.UUID;

/**
 * A part of a removed job, and where it stands.
 *
 * @param part number within the job, from 0
 * @param offset in the archive's topic
 */
public record ArchivedPart(UUID job, int part, long offset) {}
