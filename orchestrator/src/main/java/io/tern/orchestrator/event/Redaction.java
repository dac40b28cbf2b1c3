package io.tern.orchestrator.event;

import java.util.List;
import java.util.regex.Pattern;

/** Takes out of texts what a public topic must not show, and what FTS's receivers trip over. */
final class Redaction {
  /** Parameters that sign or authorise, in any case. */
  private static final List<String> SECRETS =
      List.of(
          "authz",
          "authorization",
          "access_token",
          "token",
          "sig",
          "signature",
          "x-amz-signature",
          "x-amz-credential",
          "x-amz-security-token",
          "x-goog-signature",
          "x-goog-credential");

  private static final Pattern SECRET =
      Pattern.compile("(?i)([?&](?:" + String.join("|", SECRETS) + ")=)[^&#]*");
  private static final Pattern USER = Pattern.compile("(://)[^/?#@]*@");
  private static final Pattern ODD = Pattern.compile("[\\p{Cntrl}\"']+");
  private static final int MAX_ERROR = 1_024;

  private Redaction() {}

  /** Without user names, passwords and the values of parameters that sign or authorise. */
  static String url(String url) {
    String open = maySign(url) ? SECRET.matcher(url).replaceAll("$1***") : url;
    return open.indexOf('@') < 0 ? open : USER.matcher(open).replaceFirst("$1");
  }

  /** Whether the pattern is worth its time: it costs more than all the rest of a message. */
  private static boolean maySign(String url) {
    int query = url.indexOf('?');
    for (int at = query < 0 ? url.length() : query; at < url.length(); at++) {
      char sign = url.charAt(at);
      if ((sign == '?' || sign == '&') && startsSecret(url, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsSecret(String url, int at) {
    for (String name : SECRETS) {
      if (url.regionMatches(true, at, name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  /** On one line without quotation marks, at most {@value #MAX_ERROR} characters. */
  static String error(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String line = ODD.matcher(text).replaceAll(" ").strip();
    return line.length() > MAX_ERROR ? line.substring(0, MAX_ERROR) : line;
  }
}
