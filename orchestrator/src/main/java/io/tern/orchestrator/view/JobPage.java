package io.tern.orchestrator.view;

import java.util.List;
import java.util.Optional;

/**
 * Some jobs of a longer list.
 *
 * @param next where the list goes on, empty at its end
 */
public record JobPage(List<StoredJob> jobs, Optional<JobMark> next) {}
