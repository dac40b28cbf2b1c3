package io.tern.loadtest.scheduling.policy;

import io.tern.limit.Ceilings;

/** Limits that stay as they are configured. */
public record Ceiled(Ceilings initial) implements Control {}
