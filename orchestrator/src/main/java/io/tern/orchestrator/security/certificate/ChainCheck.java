package io.tern.orchestrator.security.certificate;

import eu.emi.security.authn.x509.CrlCheckingMode;
import eu.emi.security.authn.x509.NamespaceCheckingMode;
import eu.emi.security.authn.x509.ProxySupport;
import eu.emi.security.authn.x509.ValidationError;
import eu.emi.security.authn.x509.ValidationResult;
import eu.emi.security.authn.x509.impl.CRLParameters;
import eu.emi.security.authn.x509.impl.OpensslCertChainValidator;
import eu.emi.security.authn.x509.impl.OpensslNameUtils;
import eu.emi.security.authn.x509.impl.RevocationParametersExt;
import eu.emi.security.authn.x509.impl.ValidatorParamsExt;
import eu.emi.security.authn.x509.proxy.ProxyChainInfo;
import eu.emi.security.authn.x509.proxy.ProxyChainType;
import eu.emi.security.authn.x509.proxy.ProxyPolicy;
import eu.emi.security.authn.x509.proxy.ProxyUtils;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * Tells who holds a chain of certificates, with RFC 3820 proxies or without, or why it is not
 * believed. Older proxies are refused, and those that have not all rights of their holder. Safe for
 * use by many threads; blocks.
 */
public final class ChainCheck implements AutoCloseable {
  private static final int LONGEST = 16;
  private static final long REREAD_MS = Duration.ofMinutes(1).toMillis();

  /** A value in which another part of a name seems to begin: such a DN could be read as another. */
  private static final Pattern TWO_IN_ONE = Pattern.compile("/[A-Za-z][A-Za-z0-9.]*\\\\?=");

  private final OpensslCertChainValidator validator;
  private final Attributes attributes;

  /**
   * @throws IOException if a directory cannot be read
   */
  public ChainCheck(GridTrust trust) throws IOException {
    this(trust, REREAD_MS);
  }

  /**
   * @param rereadMs how often the directories are looked at
   * @throws IOException if a directory cannot be read
   */
  public ChainCheck(GridTrust trust, long rereadMs) throws IOException {
    this.validator = validator(trust, rereadMs);
    this.attributes = Attributes.of(trust.vomsdir(), validator, rereadMs);
  }

  static OpensslCertChainValidator validator(GridTrust trust, long rereadMs) throws IOException {
    CrlCheckingMode mode =
        switch (trust.revocation()) {
          case REQUIRE -> CrlCheckingMode.REQUIRE;
          case IF_VALID -> CrlCheckingMode.IF_VALID;
        };
    if (!trust.authorities().toFile().isDirectory()) {
      throw new IOException("authorities: " + trust.authorities() + " (expected: a directory)");
    }
    return new OpensslCertChainValidator(
        trust.authorities().toString(),
        true,
        NamespaceCheckingMode.EUGRIDPMA_AND_GLOBUS,
        rereadMs,
        new ValidatorParamsExt(
            new RevocationParametersExt(mode, new CRLParameters()), ProxySupport.ALLOW),
        false);
  }

  /**
   * @param chain leaf first
   */
  public Holder check(List<X509Certificate> chain) throws CertificateRefused {
    if (chain.isEmpty() || chain.size() > LONGEST) {
      throw new CertificateRefused(
          "certificate: a chain of " + chain.size() + " (expected: 1 to " + LONGEST + ")");
    }
    X509Certificate[] shown = chain.toArray(X509Certificate[]::new);
    refuseOddProxies(shown);
    refuseInvalid(validated(shown));
    Attributes.Found found = attributes.of(shown);
    return new Holder(
        dn(ProxyUtils.getEndUserCertificate(shown)), found.fqans(), chain, until(chain, found));
  }

  /** The library trips over names that it cannot write down again. */
  private ValidationResult validated(X509Certificate[] chain) throws CertificateRefused {
    try {
      return validator.validate(chain);
    } catch (RuntimeException e) {
      throw new CertificateRefused("certificate: broken");
    }
  }

  private static void refuseOddProxies(X509Certificate[] chain) throws CertificateRefused {
    if (!ProxyUtils.isProxy(chain)) {
      return;
    }
    try {
      ProxyChainInfo info = new ProxyChainInfo(chain);
      if (info.getProxyType() != ProxyChainType.RFC3820) {
        throw new CertificateRefused(
            "proxy: of the kind " + info.getProxyType() + " (expected: RFC 3820)");
      }
      refuseLimits(info);
    } catch (CertificateException | IOException | RuntimeException e) {
      throw new CertificateRefused("proxy: broken");
    }
  }

  /** RFC 3820, 3.8: a policy that is not understood may not be passed over. */
  private static void refuseLimits(ProxyChainInfo info)
      throws CertificateRefused, CertificateException, IOException {
    if (info.isLimited()) {
      throw new CertificateRefused("proxy: limited, so that it may not act for its holder");
    }
    for (ProxyPolicy policy : info.getPolicy()) {
      if (!policy.getPolicyOID().equals(ProxyPolicy.INHERITALL_POLICY_OID)) {
        throw new CertificateRefused(
            "proxy: of the policy " + policy.getPolicyOID() + ", without its holder's rights");
      }
    }
  }

  private static void refuseInvalid(ValidationResult result) throws CertificateRefused {
    if (!result.isValid()) {
      throw new CertificateRefused(
          "certificate: "
              + result.getErrors().stream()
                  .map(ValidationError::getMessage)
                  .distinct()
                  .limit(3)
                  .collect(Collectors.joining("; ")));
    }
  }

  private static String dn(X509Certificate holder) throws CertificateRefused {
    String name = holder.getSubjectX500Principal().getName(X500Principal.RFC2253);
    if (TWO_IN_ONE.matcher(name).find()) {
      throw new CertificateRefused("certificate: its subject can be read in two ways");
    }
    return OpensslNameUtils.convertFromRfc2253(name, false);
  }

  private static long until(List<X509Certificate> chain, Attributes.Found found) {
    Stream<Long> ends = chain.stream().map(one -> one.getNotAfter().getTime());
    return Stream.concat(ends, Stream.of(found.untilMs())).min(Long::compare).orElseThrow();
  }

  @Override
  public void close() {
    attributes.close();
    validator.dispose();
  }
}
