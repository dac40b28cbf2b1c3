package io.tern.storage.webdav;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.storage.Storage.Wanted;
import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADLER32 | Digest      | adler32=b31ced64                     | b31ced64",
        "ADLER32 | Digest      | ADLER32=1ced64                       | 001ced64",
        "ADLER32 | Repr-Digest | adler=:sxztZA==:                     | b31ced64",
        "MD5     | Digest      | adler32=1,md5=1B2M2Y8AsgTpgAmY7PhCfg== | d41d8cd98f00b204e9800998ecf8427e",
        "MD5     | Digest      | md5=d41d8cd98f00b204e9800998ecf8427e | d41d8cd98f00b204e9800998ecf8427e",
        "CRC32C  | Digest      | crc32c=AAAAAA==                      | 00000000",
        "SHA-256 | Digest      | adler32=b31ced64                     | ",
        "MD5     | Digest      | md5=short                            | ",
      })
  void readsTheDigestOfTheAlgorithmThatWasAskedFor(
      String algorithm, String header, String value, String expected) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(header, value);

    assertThat(Digests.find(headers, new Wanted(algorithm)).map(sum -> sum.value()).orElse(null))
        .isEqualTo(expected);
  }
}
