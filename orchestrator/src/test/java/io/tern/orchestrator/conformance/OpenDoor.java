package io.tern.orchestrator.conformance;

import io.tern.orchestrator.TernSettings;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.api.identity.Identities;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Callers say who they are, in the clear. */
final class OpenDoor implements Door {

  @Override
  public TernSettings settings(Path data) {
    return TestingTern.settings("one", data, Optional.empty(), new Identities.TrustedHeaders());
  }

  @Override
  public Socket connect(Who who, int port) throws IOException {
    return new Socket("127.0.0.1", port);
  }

  @Override
  public Map<String, String> headers(Who who) {
    return who.isKnown()
        ? Map.of(
            "X-Test-DN",
            who.dn,
            "X-Test-FQANS",
            who.fqan,
            "X-Test-Root",
            Boolean.toString(who.root))
        : Map.of();
  }

  @Override
  public String method() {
    return "certificate";
  }

  @Override
  public List<String> attributes(Who who) {
    return List.of(who.fqan);
  }
}
