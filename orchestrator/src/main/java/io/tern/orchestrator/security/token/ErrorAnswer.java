package io.tern.orchestrator.security.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.tern.orchestrator.security.address.Outbound.Answer;
import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An issuer's answer that is no token (RFC 6749, section 5.2), in words that hold none. */
record ErrorAnswer(int status, String code, String words) {
  /** What passes by itself, or once an operator has set it right. */
  private static final Set<String> PASSING =
      Set.of(
          "invalid_client",
          "unauthorized_client",
          "temporarily_unavailable",
          "server_error",
          "slow_down");

  private static final Pattern CODE = Pattern.compile("[\\w.:/-]{1,64}");

  /** As long as a token may be; words are shorter. */
  private static final Pattern LONG = Pattern.compile("[\\w.~+=-]{25,}");

  private static final int MOST = 200;

  static ErrorAnswer of(Answer answer) {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(answer.body().toString());
      return new ErrorAnswer(
          answer.status(), code(members.get("error")), words(members.get("error_description")));
    } catch (ParseException e) {
      return new ErrorAnswer(answer.status(), "", "");
    }
  }

  private static String code(@Nullable Object code) {
    return code instanceof String text && CODE.matcher(text).matches() ? text : "";
  }

  private static String words(@Nullable Object description) {
    if (!(description instanceof String text)) {
      return "";
    }
    String line = LONG.matcher(text.replaceAll("[\\p{Cntrl}\\s]+", " ")).replaceAll("***");
    return line.substring(0, Math.min(line.length(), MOST));
  }

  /** As long as the token is the same, the issuer will say the same. */
  private boolean isLasting() {
    return status / 100 == 4 && !code.isEmpty() && !PASSING.contains(code);
  }

  Exception of(String issuer) {
    String what = code.isEmpty() ? "status " + status : code;
    String why = words.isEmpty() ? what : what + ": " + words;
    return isLasting()
        ? new IssuerRefused(issuer, why)
        : new IOException(issuer + " gives no new token now: " + why);
  }
}
