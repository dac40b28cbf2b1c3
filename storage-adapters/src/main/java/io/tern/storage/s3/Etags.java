package io.tern.storage.s3;

import io.tern.job.Checksum;
import io.tern.storage.Storage.Wanted;
import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an S3 storage says of a content. An ETag is the MD5 of an object that was put in one part
 * and not encrypted with a key of its own; {@code x-amz-checksum-*} is of the whole object unless
 * it names a number of parts. Anything else is no checksum, and none is what is told then.
 */
final class Etags {
  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

  private Etags() {}

  static Optional<Checksum> find(MultiMap headers, Wanted wanted) {
    String name = wanted.algorithm().toLowerCase(Locale.ROOT).replace("-", "");
    if (name.equals("md5")) {
      return md5(headers);
    }
    String value = headers.get("x-amz-checksum-" + name);
    boolean whole = !"COMPOSITE".equals(headers.get("x-amz-checksum-type"));
    return value == null || !whole || value.indexOf('-') >= 0
        ? Optional.empty()
        : hex(value).map(hex -> new Checksum(wanted.algorithm(), hex));
  }

  private static Optional<Checksum> md5(MultiMap headers) {
    String etag = headers.get("ETag");
    String encryption = headers.get("x-amz-server-side-encryption");
    boolean own = headers.contains("x-amz-server-side-encryption-customer-algorithm");
    if (etag == null || own || encryption != null && encryption.startsWith("aws:kms")) {
      return Optional.empty();
    }
    var found = MD5.matcher(etag.strip());
    return found.matches()
        ? Optional.of(new Checksum("MD5", found.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static Optional<String> hex(String base64) {
    try {
      return Optional.of(HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
