package io.tern.storage.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void takesSecretsOutOfStoragesWords() {
    assertThat(
            Redaction.of(
                "GET https://u:pw@h/f?X-Amz-Signature=abc, Bearer eyJhbGci\r\n\tlocal=/d?authz=x"))
        .isEqualTo("GET https://h/f?..., Bearer *** local=/d?...");
  }

  @Test
  void knowsATokenWithoutItsScheme() {
    assertThat(Redaction.of("token eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln-_8 has expired"))
        .isEqualTo("token *** has expired");
    assertThat(Redaction.of("macaroon=MDAxNmxvY2F0aW9uIHRlc3QKMDAyZmlk+/A== refused, no MDA"))
        .isEqualTo("macaroon=*** refused, no MDA");
  }

  @Test
  void ofAWebPageOnlyTheTitleIsSaid() {
    assertThat(
            Redaction.of(
                """
                <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">
                <html><head><title>507 Insufficient Storage</title></head>
                <body><h1>Insufficient Storage</h1></body></html>
                """))
        .isEqualTo("507 Insufficient Storage");
    assertThat(Redaction.of("<html> without a title")).isEqualTo("<html> without a title");
  }
}
