package io.tern.orchestrator.api.fts3.setting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Refusal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a posted object, converted as FTS does (docs/fts3-dialect.md, 1.9). */
public record Members(JsonNode object) {
  private static final Set<String> YES = Set.of("true", "yes", "on", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "0", "");

  /** Refuses an object with other members. */
  public Members only(Set<String> names) {
    object.fieldNames().forEachRemaining(name -> refuseUnknown(names, name));
    return this;
  }

  private static void refuseUnknown(Set<String> names, String name) {
    if (!names.contains(name)) {
      throw Refusal.badRequest("Field " + name + " unknown");
    }
  }

  /** Null for one that is absent, null or empty. */
  public @Nullable String text(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw wrong(name, "str");
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /** Such a member that must be there; else refuses with {@code message}. */
  public String text(String name, String message) {
    String text = text(name);
    if (text == null) {
      throw Refusal.badRequest(message);
    }
    return text;
  }

  public @Nullable Integer integer(String name) {
    Double number = number(name, "int");
    if (number != null && (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE)) {
      throw wrong(name, "int");
    }
    return number == null ? null : number.intValue();
  }

  public @Nullable Double number(String name) {
    return number(name, "float");
  }

  private @Nullable Double number(String name, String type) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return Double.valueOf(value.asText("x"));
    } catch (NumberFormatException e) {
      throw wrong(name, type);
    }
  }

  public @Nullable Boolean bool(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text = value.isContainerNode() ? "{}" : value.asText().toLowerCase(Locale.ROOT);
    if (YES.contains(text)) {
      return true;
    }
    if (NO.contains(text)) {
      return false;
    }
    throw wrong(name, "bool");
  }

  /** What is given now, else what was before. */
  public static <T> @Nullable T or(@Nullable T given, @Nullable T before) {
    return given == null ? before : given;
  }

  private static Refusal wrong(String name, String type) {
    return Refusal.badRequest("Field " + name + " is expected to be " + type);
  }
}
