package io.tern.orchestrator.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 64KB} or {@code 256MB}: powers of 1024. */
public record DataSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,12}) ?(B|KB|MB|GB)");

  public static DataSize ofKilobytes(long count) {
    return new DataSize(count << 10);
  }

  public static DataSize ofMegabytes(long count) {
    return new DataSize(count << 20);
  }

  static DataSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    return new DataSize(Long.parseLong(matcher.group(1)) << shift(matcher.group(2)));
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "KB" -> 10;
      case "MB" -> 20;
      case "GB" -> 30;
      default -> 0;
    };
  }

  @Override
  public String toString() {
    if (bytes > 0 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MB";
    }
    return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KB" : bytes + "B";
  }
}
