package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.tern.job.Checksum;
import io.tern.ledger.DestinationFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * FTS's {@code file_metadata}: the user's own, and of a file that was in the way of the copy what
 * its storage says of it ({@code dst_file}), by which Rucio knows its own file again.
 */
public final class FileMetadata {
  private static final int ADLER32_DIGITS = 8;

  private FileMetadata() {}

  /**
   * Writes it as a value; null for nothing at all.
   *
   * @param own the text of a JSON object without white space, empty for none
   */
  public static void write(JsonGenerator out, ByteString own, @Nullable DestinationFile inTheWay)
      throws IOException {
    if (inTheWay != null) {
      writeBoth(out, own, inTheWay);
    } else if (own.isEmpty()) {
      out.writeNull();
    } else {
      out.writeRawValue(own.toStringUtf8());
    }
  }

  private static void writeBoth(JsonGenerator out, ByteString own, DestinationFile inTheWay)
      throws IOException {
    out.writeStartObject();
    if (own.size() > "{}".length()) {
      out.writeRaw(own.substring(1, own.size() - 1).toStringUtf8());
      out.writeRaw(',');
    }
    out.writeFieldName("dst_file");
    write(out, inTheWay);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, DestinationFile file) throws IOException {
    Checksum checksum = Checksum.parse(file.checksum());
    out.writeStartObject();
    out.writeNumberField("file_size", file.size());
    out.writeStringField("checksum_type", checksum.algorithm());
    out.writeStringField("checksum_value", digits(checksum));
    out.writeBooleanField("file_on_tape", file.onTape());
    out.writeBooleanField("file_on_disk", file.onDisk());
    out.writeEndObject();
  }

  /** With the leading zeros that some storages leave out and Rucio compares. */
  private static String digits(Checksum checksum) {
    String value = checksum.value();
    boolean shortened = checksum.algorithm().equals("ADLER32") && checksum.hasValue();
    return shortened ? "0".repeat(Math.max(0, ADLER32_DIGITS - value.length())) + value : value;
  }
}
