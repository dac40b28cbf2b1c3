package io.tern.orchestrator.api.fts3.element;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
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

  private record Field<T>(SerializedString name, Value<T> value) {}

  private final Map<String, Field<T>> fields = new LinkedHashMap<>();

  public Fields<T> add(String name, Value<T> value) {
    fields.put(name, new Field<>(new SerializedString(name), value));
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
    fields.forEach((key, field) ->
        other.add(key.equals(instead) ? name : key, key.equals(instead) ? value : field.value()));
    return other;
  }

  /** Those of {@code names} that are keys, in the order of {@code names}. */
  public Fields<T> only(Collection<String> names) {
    Fields<T> some = new Fields<>();
    for (String name : names) {
      Field<T> field = fields.get(name);
      if (field != null) {
        some.fields.put(name, field);
      }
    }
    return some;
  }

  /** The keys, with commas between them. */
  public String names() {
    return String.join(",", fields.keySet());
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  public void writeAll(JsonGenerator out, T from) throws IOException {
    for (Field<T> field : fields.values()) {
      out.writeFieldName(field.name());
      field.value().write(out, from);
    }
  }

  public void writeValue(JsonGenerator out, T from, String name) throws IOException {
    Field<T> field = fields.get(name);
    if (field != null) {
      field.value().write(out, from);
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
