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
