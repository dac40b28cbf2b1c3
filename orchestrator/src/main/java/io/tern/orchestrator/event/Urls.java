package io.tern.orchestrator.event;

import io.tern.orchestrator.journal.wire.FileText;

/** From where to where, as a public topic may show it. */
record Urls(String source, String destination) {
  static Urls shown(FileText file) {
    return new Urls(Redaction.url(file.getSourceUrl()), Redaction.url(file.getDestinationUrl()));
  }
}
