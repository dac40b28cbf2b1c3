package io.tern.orchestrator.security.certificate;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who holds a chain that was believed.
 *
 * @param dn of the person or host, without the names that proxies add, as {@code /DC=ch/CN=Alice}
 * @param fqans its VOMS attributes, the primary one first
 * @param chain as it was shown, leaf first
 * @param untilMs wall time at which the first of all that was shown expires
 */
public record Holder(String dn, List<String> fqans, List<X509Certificate> chain, long untilMs) {
  public Holder {
    fqans = List.copyOf(fqans);
    chain = List.copyOf(chain);
  }
}
