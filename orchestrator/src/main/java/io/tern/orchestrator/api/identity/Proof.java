package io.tern.orchestrator.api.identity;

import java.security.cert.X509Certificate;
import java.util.List;

/** How a caller showed who it is. */
public sealed interface Proof {
  /** As {@code /whoami} names it. */
  String method();

  /** Not at all. */
  record Nothing() implements Proof {
    @Override
    public String method() {
      return "unauthenticated";
    }
  }

  /** It asked from where everybody is the operator. */
  record Presence() implements Proof {
    @Override
    public String method() {
      return "open";
    }
  }

  /** It said so, as test suites may. */
  record Claim() implements Proof {
    @Override
    public String method() {
      return "certificate";
    }
  }

  /**
   * A bearer token.
   *
   * @param profile version of the WLCG profile that it follows, empty for none
   */
  record Token(String issuer, String profile, long expiresMs) implements Proof {
    @Override
    public String method() {
      return "oauth2";
    }
  }

  /**
   * A certificate or proxy.
   *
   * @param chain as it was shown, leaf first
   */
  record Certificate(List<X509Certificate> chain) implements Proof {
    public Certificate {
      chain = List.copyOf(chain);
    }

    @Override
    public String method() {
      return "certificate";
    }
  }
}
