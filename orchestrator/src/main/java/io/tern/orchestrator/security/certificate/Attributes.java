package io.tern.orchestrator.security.certificate;

import eu.emi.security.authn.x509.X509CertChainValidatorExt;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.italiangrid.voms.VOMSAttribute;
import org.italiangrid.voms.VOMSError;
import org.italiangrid.voms.VOMSValidators;
import org.italiangrid.voms.ac.VOMSACValidator;
import org.italiangrid.voms.ac.VOMSValidationResult;
import org.italiangrid.voms.store.VOMSTrustStore;
import org.italiangrid.voms.store.impl.DefaultUpdatingVOMSTrustStore;
import org.italiangrid.voms.util.NullListener;

/** The VOMS attributes in a chain: all of them good, or the chain is refused. */
record Attributes(Optional<VOMSACValidator> validator) {

  /**
   * @param fqans in the order of the attribute certificates
   * @param untilMs at which the first of them expires
   */
  record Found(List<String> fqans, long untilMs) {
    static final Found NONE = new Found(List.of(), Long.MAX_VALUE);
  }

  static Attributes of(Optional<Path> vomsdir, X509CertChainValidatorExt chains, long rereadMs)
      throws IOException {
    if (vomsdir.isEmpty()) {
      return new Attributes(Optional.empty());
    }
    try {
      VOMSTrustStore store =
          new DefaultUpdatingVOMSTrustStore(
              List.of(vomsdir.get().toString()), rereadMs, NullListener.INSTANCE);
      return new Attributes(
          Optional.of(VOMSValidators.newValidator(store, chains, NullListener.INSTANCE)));
    } catch (VOMSError e) {
      throw new IOException("vomsdir: " + vomsdir.get() + ": " + e.getMessage(), e);
    }
  }

  Found of(X509Certificate[] chain) throws CertificateRefused {
    if (validator.isEmpty()) {
      return Found.NONE;
    }
    List<VOMSValidationResult> results = results(validator.get(), chain);
    for (VOMSValidationResult result : results) {
      if (!result.isValid()) {
        throw new CertificateRefused("VOMS: " + result.getValidationErrors());
      }
      refuseForeign(result.getAttributes());
    }
    return new Found(
        results.stream()
            .map(result -> result.getAttributes().getFQANs())
            .flatMap(Collection::stream)
            .toList(),
        results.stream()
            .mapToLong(result -> result.getAttributes().getNotAfter().getTime())
            .min()
            .orElse(Long.MAX_VALUE));
  }

  /** The library sees that a VO's server has signed, and not for whom it speaks. */
  private static void refuseForeign(VOMSAttribute attributes) throws CertificateRefused {
    String own = "/" + attributes.getVO();
    for (String fqan : attributes.getFQANs()) {
      if (!fqan.equals(own) && !fqan.startsWith(own + "/")) {
        throw new CertificateRefused(
            "VOMS: " + fqan + " is no attribute of the VO " + attributes.getVO());
      }
    }
  }

  private static List<VOMSValidationResult> results(
      VOMSACValidator validator, X509Certificate[] chain) throws CertificateRefused {
    try {
      return validator.validateWithResult(chain);
    } catch (RuntimeException e) {
      throw new CertificateRefused("VOMS: broken attributes");
    }
  }

  void close() {
    validator.ifPresent(VOMSACValidator::shutdown);
  }
}
