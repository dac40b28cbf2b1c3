package io.tern.orchestrator.api.fts3.element;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of an FTS object in their order, and how each is read from a {@code T}. */
public final class Fields<T> {

  /** Writes one value. */
  @FunctionalInterface
  public interface Value<T> {
    void write(JsonGenerator out, T from) throws IOException;
  }

  private final Map<String, Value<T>> values = new LinkedHashMap<>();

  public Fields<T> add(String name, Value<T> value) {
    values.put(name, value);
    return this;
  }

  /** A key whose value Tern does not know; it is there since clients expect it. */
  public Fields<T> unknown(String... names) {
    for (String name : names) {
      add(name, (out, from) -> out.writeNull());
    }
    return this;
  }

  /** The same keys in the same order, but for one that has another name and value. */
  public Fields<T> with(String instead, String name, Value<T> value) {
    Fields<T> other = new Fields<>();
    values.forEach((key, old) ->
        other.add(key.equals(instead) ? name : key, key.equals(instead) ? value : old));
    return other;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public void writeAll(JsonGenerator out, T from) throws IOException {
    for (Map.Entry<String, Value<T>> field : values.entrySet()) {
      out.writeFieldName(field.getKey());
      field.getValue().write(out, from);
    }
  }

  /** Only the named ones; names that are no keys are dropped. */
  public void write(JsonGenerator out, T from, Collection<String> names) throws IOException {
    for (String name : names) {
      if (has(name)) {
        out.writeFieldName(name);
        writeValue(out, from, name);
      }
    }
  }

  public void writeValue(JsonGenerator out, T from, String name) throws IOException {
    Value<T> value = values.get(name);
    if (value != null) {
      value.write(out, from);
    }
  }

  public static void textOrNull(JsonGenerator out, String text) throws IOException {
    if (text.isEmpty()) {
      out.writeNull();
    } else {
      out.writeString(text);
    }
  }

  /** JSON text as a value. */
  public static void jsonOrNull(JsonGenerator out, ByteString json) throws IOException {
    if (json.isEmpty()) {
      out.writeNull();
    } else {
      out.writeRawValue(json.toStringUtf8());
    }
  }
}
