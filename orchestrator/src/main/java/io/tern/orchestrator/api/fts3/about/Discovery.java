package io.tern.orchestrator.api.fts3.about;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.NameUuid;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.identity.Proof;
import io.vertx.core.Future;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code /} and {@code /whoami} (FTS REST, "Root, identity, delegation"). */
final class Discovery {
  /** The version of FTS's REST interface that is spoken. */
  private static final int[] API = {3, 13, 4};

  private static final int[] DELEGATION = {1, 0, 0};

  private static final String SCHEMA = "/api-docs/schema/submit";

  private Discovery() {}

  static Future<Void> root(Exchange exchange) {
    return Answers.json(exchange.request(), 200, Discovery::writeRoot);
  }

  static Future<Void> whoami(Exchange exchange) {
    return Answers.json(exchange.request(), 200, out -> writeCaller(out, exchange.caller()));
  }

  /** The caller's own certificate, in PEM. */
  static Future<Void> certificate(Exchange exchange) {
    if (!(exchange.caller().proof() instanceof Proof.Certificate certificate)) {
      throw Refusal.forbidden("Certificate required");
    }
    return exchange
        .request()
        .response()
        .putHeader("Content-Type", "application/x-pem-file")
        .end(pem(certificate.chain().getFirst()));
  }

  private static String pem(X509Certificate certificate) {
    try {
      Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
      return "-----BEGIN CERTIFICATE-----\n"
          + lines.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  private static void writeRoot(JsonGenerator out) throws IOException {
    out.writeStartObject();
    writeVersion(out, "delegation", DELEGATION);
    writeVersion(out, "api", API);
    writeVersion(out, "schema", API);
    writeCoreVersion(out);
    writeLinks(out);
    out.writeEndObject();
  }

  private static void writeVersion(JsonGenerator out, String name, int[] version)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("major", version[0]);
    out.writeNumberField("minor", version[1]);
    out.writeNumberField("patch", version[2]);
    out.writeEndObject();
  }

  /** Texts here; clients read it to learn which overwrite flags are known. */
  private static void writeCoreVersion(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("core");
    out.writeStringField("major", Integer.toString(API[0]));
    out.writeStringField("minor", Integer.toString(API[1]));
    out.writeStringField("patch", Integer.toString(API[2]));
    out.writeEndObject();
  }

  private static void writeLinks(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("_links");
    out.writeArrayFieldStart("curies");
    out.writeStartObject();
    out.writeStringField("name", "fts");
    out.writeStringField("href", "https://gitlab.cern.ch/fts/fts3");
    out.writeEndObject();
    out.writeEndArray();
    writeLink(out, "fts:whoami", "/whoami", "Check user certificate");
    writeLink(out, "fts:joblist", "/jobs{?vo_name,user_dn,dlg_id,state_in}", "List of jobs");
    writeLink(out, "fts:job", "/jobs/{id}", "Job information");
    writeSubmitLink(out);
    writeLink(out, "fts:submitschema", SCHEMA, "JSON schema of messages");
    writeLink(out, "fts:configaudit", "/config/audit", "Configuration");
    writeLink(out, "fts:apidocs", "/api-docs/", "API Documentation");
    writeLink(out, "fts:optimizer", "/optimizer/", "Optimizer");
    writeLink(out, "fts:archive", "/archive/", "Archive");
    out.writeEndObject();
  }

  private static void writeSubmitLink(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("fts:jobsubmit");
    out.writeStringField("href", "/jobs");
    out.writeStringField("title", "Job submission");
    out.writeObjectFieldStart("hints");
    out.writeArrayFieldStart("representations");
    out.writeString("fts:submitschema");
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeLink(JsonGenerator out, String name, String href, String title)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("href", href);
    out.writeStringField("title", title);
    if (href.indexOf('{') >= 0) {
      out.writeBooleanField("templated", true);
    }
    out.writeEndObject();
  }

  private static void writeCaller(JsonGenerator out, Identity caller) throws IOException {
    out.writeStartObject();
    out.writeStringField("user_dn", caller.userDn());
    writeTexts(out, "dn", caller.dns());
    out.writeStringField("base_id", NameUuid.BASE_ID.toString());
    writeTexts(out, "voms_cred", caller.fqans());
    writeTexts(out, "vos", caller.vos());
    writeTexts(out, "vos_id", caller.vos().stream().map(Discovery::voId).toList());
    writeTexts(out, "roles", caller.roles());
    writeLevels(out, caller);
    out.writeStringField("delegation_id", caller.delegationId());
    out.writeStringField("method", caller.method());
    out.writeBooleanField("is_root", caller.isRoot());
    if (caller.proof() instanceof Proof.Token token) {
      out.writeStringField("oauth2_scope", String.join(" ", caller.fqans()));
      out.writeBooleanField("wlcg_profile", !token.profile().isEmpty());
    }
    out.writeEndObject();
  }

  private static String voId(String vo) {
    return NameUuid.of(NameUuid.BASE_ID, vo).toString();
  }

  private static void writeLevels(JsonGenerator out, Identity caller) throws IOException {
    out.writeObjectFieldStart("level");
    for (Operation operation : Operation.values()) {
      Optional<Level> level = caller.level(operation);
      if (level.isPresent()) {
        out.writeStringField(operation.text(), level.get().text());
      }
    }
    out.writeEndObject();
  }

  private static void writeTexts(JsonGenerator out, String name, List<String> texts)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
