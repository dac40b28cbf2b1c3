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
}
