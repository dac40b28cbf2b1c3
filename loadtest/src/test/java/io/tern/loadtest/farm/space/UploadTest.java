package io.tern.loadtest.farm.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UploadTest {
  @Test
  void theFarmsOwnBytesAreRecognisedWhateverTheChunks() {
    Content content = new Content.Pattern(0x0102030405060708L, 1001);
    Upload upload = new Upload(10);
    for (int offset = 0; offset < 1001; offset += 13) {
      byte[] chunk = new byte[Math.min(13, 1001 - offset)];
      content.read(offset, chunk);
      upload.append(chunk);
    }
    assertThat(upload.content()).isEqualTo(content);
    assertThat(upload.isTooLarge()).isFalse();
  }

  @Test
  void otherBytesAreKept() {
    byte[] text = "a text that repeats nothing at all".getBytes(StandardCharsets.US_ASCII);
    Upload upload = new Upload(100);
    upload.append(text);

    byte[] kept = new byte[text.length];
    upload.content().read(0, kept);
    assertThat(kept).isEqualTo(text);
  }

  @Test
  void otherBytesBeyondTheLimitAreTooLarge() {
    Upload upload = new Upload(20);
    upload.append("a text that repeats nothing at all".getBytes(StandardCharsets.US_ASCII));
    assertThat(upload.isTooLarge()).isTrue();
  }
}
