package io.tern.orchestrator.api.submission;

import com.google.protobuf.CodedOutputStream;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.lending.End;
import io.tern.orchestrator.security.token.StorageToken.Use;
import java.util.Locale;

/**
 * A URL that a user names and the storage that holds it (FTS REST, "URL rules and storage names").
 * Hosts are read strictly, so that nobody later reads another host out of the same text.
 *
 * @param text as given, without surrounding white space
 * @param storage {@code scheme://host}, lower case
 * @param port -1 when none is given
 * @param pathStart where the path begins in the text
 */
public record TransferUrl(String text, String storage, int port, int pathStart) {

  /** One end of a transfer. */
  static TransferUrl parse(String given) {
    return parse(given, false);
  }

  /** Any file or directory, the root of a storage included. */
  public static TransferUrl place(String given) {
    return parse(given, true);
  }

  private static TransferUrl parse(String given, boolean rootToo) {
    String text = given.strip();
    refuseControls(text);
    int colon = schemeEnd(text);
    if (colon <= 0) {
      throw Refusal.invalidValue("Missing scheme (" + text + ")");
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (scheme.equals("file")) {
      throw Refusal.invalidValue("Can not transfer local files (" + text + ")");
    }
    boolean hasAuthority = text.startsWith("//", colon + 1);
    int from = hasAuthority ? colon + 3 : colon + 1;
    int pathStart = hasAuthority ? endOf(text, from, "/?#") : from;
    requirePath(text, pathStart, rootToo);
    String authority = hasAuthority ? text.substring(from, pathStart) : "";
    int portColon = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
    String host = portColon < 0 ? authority : authority.substring(0, portColon);
    String port = portColon < 0 ? "" : authority.substring(portColon + 1);
    refuseBadHost(text, authority, host, port);
    return new TransferUrl(
        text,
        scheme + "://" + host.toLowerCase(Locale.ROOT),
        port.isEmpty() ? -1 : Integer.parseInt(port),
        pathStart);
  }

  /** What the text takes in a record. */
  int bytes() {
    return CodedOutputStream.computeStringSizeNoTag(text);
  }

  public String host() {
    return storage.substring(storage.indexOf(':') + 3);
  }

  /** As given, without query and fragment. */
  public String path() {
    return text.substring(pathStart, endOf(text, pathStart, "?#"));
  }

  End end(Use use) {
    return new End(use, text, scheme(), host(), path());
  }

  public String scheme() {
    return storage.substring(0, storage.indexOf(':'));
  }

  private static void refuseControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw Refusal.invalidValue("Control character at " + i + " of a URL");
      }
    }
  }

  /** The place of the colon after a scheme, or -1. */
  private static int schemeEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return i;
      }
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean further = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
      if (!letter && !(i > 0 && further)) {
        return -1;
      }
    }
    return -1;
  }

  private static int endOf(String text, int from, String delimiters) {
    int i = from;
    while (i < text.length() && delimiters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static void requirePath(String text, int start, boolean rootToo) {
    int end = endOf(text, start, "?#");
    boolean query = end + 1 < text.length() && text.charAt(end) == '?';
    boolean root = end - start == 1 && text.charAt(start) == '/';
    if (end == start || root && !query && !rootToo) {
      throw Refusal.invalidValue("Missing path (" + text + ")");
    }
  }

  private static void refuseBadHost(String text, String authority, String host, String port) {
    if (authority.indexOf('@') >= 0) {
      throw Refusal.invalidValue("User name or password in a URL (expected: none)");
    }
    if (host.isEmpty()) {
      throw Refusal.invalidValue("Missing host (" + text + ")");
    }
    if (!isHost(host) || !isPort(port)) {
      throw Refusal.invalidValue("Malformed host (" + text + ")");
    }
  }

  private static boolean isPort(String port) {
    for (int i = 0; i < port.length(); i++) {
      if (port.charAt(i) < '0' || port.charAt(i) > '9') {
        return false;
      }
    }
    return port.length() <= 5;
  }

  private static boolean isHost(String host) {
    boolean literal = host.startsWith("[") && host.endsWith("]");
    String further = literal ? ":." : "-._";
    int edge = literal ? 1 : 0;
    for (int i = edge; i < host.length() - edge; i++) {
      char c = host.charAt(i);
      if (c >= 128 || !Character.isLetterOrDigit(c) && further.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
