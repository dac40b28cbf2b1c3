package io.tern.cli.command;

import io.tern.cli.wire.Exit;
import io.tern.cli.wire.Server;
import picocli.CommandLine.Command;

/** What the server tells of itself, as it tells it. */
abstract class Show extends Task {
  private final String path;

  Show(String path) {
    this.path = path;
  }

  @Override
  Exit run(Server server) {
    var found = server.get(path);
    if (found.isArray()) {
      found.forEach(one -> display().object(out(), one));
    } else {
      display().object(out(), found);
    }
    return Exit.OK;
  }

  @Command(name = "whoami", description = "Shows whom the server takes you for.")
  static final class WhoAmI extends Show {
    WhoAmI() {
      super("/whoami");
    }
  }

  @Command(name = "links", description = "Shows the limits set for links.")
  static final class Links extends Show {
    Links() {
      super("/config/links");
    }
  }

  @Command(name = "storages", description = "Shows the limits set for storages.")
  static final class Storages extends Show {
    Storages() {
      super("/config/se");
    }
  }

  @Command(name = "settings", description = "Shows the settings of the whole service.")
  static final class Settings extends Show {
    Settings() {
      super("/config/global");
    }
  }
}
