package io.tern.explain;

/**
 * One thing that keeps a transfer where it is, or helps it on.
 *
 * @param code what kind of thing, for machines; never changes its meaning
 * @param sentence for people, whole
 */
public record Reason(String code, String sentence) {}
