package io.tern.orchestrator.conformance;

import io.tern.orchestrator.TernSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How callers reach a service, and show it who they are. */
interface Door extends AutoCloseable {

  /** Settings of a service that is reached this way. */
  TernSettings settings(Path data) throws IOException;

  Socket connect(Who who, int port) throws IOException;

  /** What every request of {@code who} says of it. */
  Map<String, String> headers(Who who);

  /** As {@code /whoami} names this way. */
  String method();

  /** What {@code /whoami} lists besides the name of {@code who}. */
  List<String> attributes(Who who);

  /** How many callers may come at the same moment. */
  default int crowd() {
    return 200;
  }

  /** Does what users do once, before all else. */
  default void enter(Client client) {}

  @Override
  default void close() {}
}
