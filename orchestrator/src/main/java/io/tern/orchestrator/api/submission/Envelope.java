package io.tern.orchestrator.api.submission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.exchange.Refusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tokens of {@code {"files": [...], "params": {...}}} in either order, hands on each
 * entry of {@code files} at its end, and keeps {@code params}. Holds one entry at a time.
 */
final class Envelope {
  private enum Place {
    BEFORE,
    TOP,
    FILES,
    ENTRY,
    URLS,
    PARAMS,
    SKIPPED,
    METADATA,
    AFTER
  }

  private static final Set<String> FILE_METADATA =
      Set.of("metadata", "staging_metadata", "archive_metadata");

  private final Limits limits;
  private final Consumer<Entry> onEntry;
  private final Values params = new Values(new HashMap<>());
  private ByteString jobMetadata = ByteString.EMPTY;
  private boolean filesSeen;
  private boolean paramsSeen;
  private boolean deleteSeen;

  private Place place = Place.BEFORE;
  private Place outer = Place.BEFORE;
  private String name = "";
  private Entry entry = new Entry();
  private int skippedDepth;
  private @Nullable RawJson metadata;

  Envelope(Limits limits, Consumer<Entry> onEntry) {
    this.limits = limits;
    this.onEntry = onEntry;
  }

  Values params() {
    return params;
  }

  /** The user's {@code job_metadata}, empty when there is none. */
  ByteString jobMetadata() {
    return jobMetadata;
  }

  boolean paramsSeen() {
    return paramsSeen;
  }

  /** Refuses an envelope that asks for nothing, or for what is no longer done. */
  void checkComplete() {
    if (place != Place.AFTER) {
      throw Refusal.badRequest("Badly formatted JSON request: it ends too early");
    }
    if (deleteSeen) {
      throw new Refusal(405, "Deletion jobs are no longer supported by FTS");
    }
    if (!filesSeen) {
      throw Refusal.badRequest("No transfers operations specified");
    }
  }

  void take(JsonToken token, JsonParser parser) throws IOException {
    switch (place) {
      case BEFORE -> begin(token);
      case TOP -> top(token, parser);
      case FILES -> files(token);
      case ENTRY -> entry(token, parser);
      case URLS -> url(token, parser);
      case PARAMS -> param(token, parser);
      case SKIPPED -> skip(token);
      case METADATA -> metadata(parser);
      case AFTER -> throw Refusal.badRequest("Badly formatted JSON request: text after its end");
    }
  }

  private void begin(JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      throw Refusal.badRequest("Expecting a dictionary");
    }
    place = Place.TOP;
  }

  private void top(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case FIELD_NAME -> name = parser.currentName();
      case END_OBJECT -> place = Place.AFTER;
      default -> member(token);
    }
  }

  private void member(JsonToken token) {
    switch (name) {
      case "files" -> {
        require(token, JsonToken.START_ARRAY, "files (expected: an array)");
        filesSeen = true;
        place = Place.FILES;
      }
      case "params" -> {
        require(token, JsonToken.START_OBJECT, "params (expected: an object)");
        place = Place.PARAMS;
      }
      default -> {
        deleteSeen |= name.equals("delete") && token != JsonToken.VALUE_NULL;
        skipValue(token, Place.TOP);
      }
    }
  }

  private void files(JsonToken token) {
    if (token == JsonToken.END_ARRAY) {
      place = Place.TOP;
      return;
    }
    require(token, JsonToken.START_OBJECT, "an element of files (expected: an object)");
    entry = new Entry();
    place = Place.ENTRY;
  }

  private void entry(JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.FIELD_NAME) {
      name = parser.currentName();
    } else if (token == JsonToken.END_OBJECT) {
      place = Place.FILES;
      onEntry.accept(entry);
    } else if (Entry.URL_LISTS.contains(name)
        || TokenLists.NAMES.contains(name) && token != JsonToken.VALUE_NULL) {
      require(token, JsonToken.START_ARRAY, name + " (expected: an array of strings)");
      entry.open(name);
      place = Place.URLS;
    } else if (FILE_METADATA.contains(name)) {
      fileMetadata(token, parser);
    } else {
      keepScalar(token, parser, Entry.SCALARS, Place.ENTRY);
    }
  }

  private void url(JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.END_ARRAY) {
      place = Place.ENTRY;
      return;
    }
    require(token, JsonToken.VALUE_STRING, "an element of " + name + " (expected: a string)");
    entry.add(name, parser.getText());
    if (entry.listedBytes() > limits.entry()) {
      throw Refusal.badRequest(
          name + " of one entry of files: over " + limits.entry() + " bytes (limit)");
    }
  }

  private void param(JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.FIELD_NAME) {
      name = parser.currentName();
    } else if (token == JsonToken.END_OBJECT) {
      paramsSeen = true;
      place = Place.TOP;
    } else if (name.equals("job_metadata")) {
      userJson(token, parser, limits.jobMetadata(), "Metadata neither JSON nor String");
    } else {
      keepScalar(token, parser, JobRules.NAMES, Place.PARAMS);
    }
  }

  private void fileMetadata(JsonToken token, JsonParser parser) throws IOException {
    switch (name) {
      case "metadata" ->
          userJson(token, parser, limits.fileMetadata(), "Metadata neither JSON nor String");
      case "staging_metadata" ->
          objectOnly(
              token, parser, limits.stagingMetadata(), "Staging metadata not in JSON format");
      default ->
          objectOnly(
              token, parser, limits.archiveMetadata(), "Archive metadata not in JSON format");
    }
  }

  private void objectOnly(JsonToken token, JsonParser parser, int limit, String refusal)
      throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      throw Refusal.invalidValue(refusal);
    }
    userJson(token, parser, limit, refusal);
  }

  private void userJson(JsonToken token, JsonParser parser, int limit, String refusal)
      throws IOException {
    switch (token) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> keepMetadata(RawJson.label(parser.getText(), limit));
      case START_OBJECT -> {
        metadata = new RawJson(limit, place == Place.PARAMS ? JobRules.AUTH_METHOD : "");
        outer = place;
        place = Place.METADATA;
        metadata(parser);
      }
      default -> throw Refusal.invalidValue(refusal);
    }
  }

  private void metadata(JsonParser parser) throws IOException {
    if (metadata != null && metadata.take(parser)) {
      place = outer;
      keepMetadata(metadata.text());
      metadata = null;
    }
  }

  private void keepMetadata(ByteString json) {
    if (place == Place.PARAMS) {
      jobMetadata = json;
    } else {
      entry.set(name, json);
    }
  }

  private void keepScalar(JsonToken token, JsonParser parser, Set<String> wanted, Place back)
      throws IOException {
    if (wanted.contains(name) && token != JsonToken.VALUE_NULL) {
      (back == Place.PARAMS ? params : entry.values()).members().put(name, scalar(token, parser));
    }
    skipValue(token, back);
  }

  private static Object scalar(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      default -> Values.STRUCTURE;
    };
  }

  private void skipValue(JsonToken token, Place back) {
    if (token.isStructStart()) {
      outer = back;
      place = Place.SKIPPED;
      skippedDepth = 1;
    }
  }

  private void skip(JsonToken token) {
    if (token.isStructStart()) {
      skippedDepth++;
    } else if (token.isStructEnd() && --skippedDepth == 0) {
      place = outer;
    }
  }

  private static void require(JsonToken token, JsonToken expected, String rule) {
    if (token != expected) {
      throw Refusal.malformed(rule);
    }
  }
}
