package io.tern.orchestrator.api.health;

/** All meters at one time, as text of the given content type. */
public record Scrape(String contentType, String text) {}
