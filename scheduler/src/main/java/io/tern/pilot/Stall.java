package io.tern.pilot;

import io.tern.job.Failure;

/** An attempt that all but stands still and should be ended, and the failure that this is. */
public record Stall(int slot, Failure failure) {}
