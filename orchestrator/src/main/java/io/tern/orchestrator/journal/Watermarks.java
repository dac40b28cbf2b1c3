package io.tern.orchestrator.journal;

/**
 * How far this node's view has come.
 *
 * @param commands what was asked for
 * @param journal what was decided
 */
public record Watermarks(Watermark commands, Watermark journal) {
  public Watermarks() {
    this(new Watermark(), new Watermark());
  }
}
