package io.tern.loadtest.farm.dialect;

/** An answer that is not the start of a copy. */
public record Refusal(int status, String body) {}
