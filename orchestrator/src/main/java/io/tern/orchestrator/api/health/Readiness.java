package io.tern.orchestrator.api.health;

/**
 * Whether this node can serve.
 *
 * @param json an object that says why, or why not
 */
public record Readiness(boolean ready, String json) {}
