package io.tern.orchestrator.event;

import java.util.regex.Pattern;

/** Takes out of texts what a public topic must not show, and what FTS's receivers trip over. */
final class Redaction {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([?&](?:authz|authorization|access_token|token|sig|signature|"
              + "x-amz-(?:signature|credential|security-token)|"
              + "x-goog-(?:signature|credential))=)[^&#]*");
  private static final Pattern USER = Pattern.compile("(://)[^/?#@]*@");
  private static final Pattern ODD = Pattern.compile("[\\p{Cntrl}\"']+");
  private static final int MAX_ERROR = 1_024;

  private Redaction() {}

  /** Without user names, passwords and the values of parameters that sign or authorise. */
  static String url(String url) {
    String open = url.indexOf('?') < 0 ? url : SECRET.matcher(url).replaceAll("$1***");
    return open.indexOf('@') < 0 ? open : USER.matcher(open).replaceFirst("$1");
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
