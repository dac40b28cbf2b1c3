package io.tern.orchestrator.api.submission;

import static com.google.protobuf.CodedOutputStream.computeStringSizeNoTag;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.lending.Lent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One element of {@code files} (FTS REST, "files[] entry"), collected member by member. */
final class Entry {
  static final Set<String> URL_LISTS = Set.of("sources", "destinations");
  static final Set<String> SCALARS =
      Set.of("filesize", "checksum", "activity", "selection_strategy", "scitag");

  private static final Set<String> STRATEGIES =
      Set.of(
          "orderly",
          "auto",
          "queue",
          "success",
          "throughput",
          "file-throughput",
          "pending-data",
          "waiting-time",
          "waiting-time-with-error",
          "duration");

  /** The columns of a row, and the tags and lengths of its texts. */
  private static final int ROW_BYTES = 64;

  private final Map<String, List<TransferUrl>> urls = new HashMap<>(4);
  private final Map<String, ByteString> metadata = new HashMap<>(4);
  private final Values values = new Values(new HashMap<>(8));
  private final TokenLists tokens = new TokenLists();
  private long listedBytes;

  void open(String list) {
    if (TokenLists.NAMES.contains(list)) {
      tokens.open(list);
    } else {
      urls.put(list, new ArrayList<>(1));
    }
  }

  void add(String list, String text) {
    if (TokenLists.NAMES.contains(list)) {
      tokens.add(list, text);
      listedBytes += text.length();
      return;
    }
    TransferUrl parsed = TransferUrl.parse(text);
    list(list).add(parsed);
    listedBytes += parsed.bytes();
  }

  void lend(Lent lent) {
    tokens.lend(lent, sources(), destinations());
  }

  TokenLists tokens() {
    return tokens;
  }

  Values values() {
    return values;
  }

  void set(String name, ByteString json) {
    metadata.put(name, json);
  }

  List<TransferUrl> sources() {
    return list("sources");
  }

  List<TransferUrl> destinations() {
    return list("destinations");
  }

  ByteString metadata(String name) {
    return metadata.getOrDefault(name, ByteString.EMPTY);
  }

  String activity() {
    String activity = values.text("activity", "default");
    return activity.isEmpty() ? "default" : activity;
  }

  boolean hasChecksum() {
    return !values.text("checksum", "").isEmpty();
  }

  String checksum() {
    return hasChecksum() ? values.text("checksum", "") : "ADLER32";
  }

  String strategy() {
    String strategy = values.text("selection_strategy", "auto");
    if (!STRATEGIES.contains(strategy)) {
      throw Refusal.badRequest(strategy + " algorithm is not supported by Scheduler");
    }
    return strategy;
  }

  long size() {
    return switch (values.get("filesize")) {
      case null -> 0;
      case Long l when l >= 0 -> l;
      case Integer i when i >= 0 -> i;
      case Double d when d >= 0 && d < Long.MAX_VALUE -> d.longValue();
      case String s when s.matches("\\d{1,18}") -> Long.parseLong(s);
      default -> throw values.invalid("filesize", "a number of bytes");
    };
  }

  int scitag() {
    Object tag = values.get("scitag");
    if (tag == null) {
      return 0;
    }
    if (!(tag instanceof Integer number)) {
      String shown = tag == Values.STRUCTURE ? "a structure" : tag.toString();
      throw Refusal.invalidValue(
          "Invalid SciTag value: " + shown + ". Must be an integer in the [65, 65535] range!");
    }
    if (number < 65 || number > 65535) {
      throw Refusal.invalidValue("Invalid SciTag value: " + number + " (not in [65, 65535] range)");
    }
    return number;
  }

  int pairs() {
    return Math.multiplyExact(sources().size(), destinations().size());
  }

  /** At most what its transfers take in the log. */
  long bytes() {
    long row =
        ROW_BYTES
            + computeStringSizeNoTag(checksum())
            + computeStringSizeNoTag(strategy())
            + computeStringSizeNoTag(activity())
            + tokens.bytes();
    for (ByteString json : metadata.values()) {
      row += json.size();
    }
    long storages = storageBytes(sources()) + storageBytes(destinations());
    return row * pairs()
        + bytes(sources()) * destinations().size()
        + bytes(destinations()) * sources().size()
        + storages;
  }

  /** What its URLs take so far, each counted once. */
  long listedBytes() {
    return listedBytes;
  }

  private static long bytes(List<TransferUrl> list) {
    long bytes = 0;
    for (TransferUrl url : list) {
      bytes += url.bytes();
    }
    return bytes;
  }

  private static long storageBytes(List<TransferUrl> list) {
    long bytes = 0;
    for (TransferUrl url : list) {
      bytes += url.storage().length() + 3L;
    }
    return bytes;
  }

  private List<TransferUrl> list(String name) {
    List<TransferUrl> list = urls.get(name);
    if (list == null) {
      throw Refusal.badRequest("Missing parameter: " + name);
    }
    return list;
  }
}
