package io.tern.orchestrator.config;

import io.tern.job.StorageName;
import io.tern.orchestrator.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types that are one text in a configuration file, and how each is written. */
final class Scalars {
  private record Form(String expected, Function<String, Object> parse) {}

  private static final Map<Class<?>, Form> FORMS =
      Map.ofEntries(
          Map.entry(int.class, new Form("an integer", Integer::valueOf)),
          Map.entry(Integer.class, new Form("an integer", Integer::valueOf)),
          Map.entry(long.class, new Form("an integer", Long::valueOf)),
          Map.entry(Long.class, new Form("an integer", Long::valueOf)),
          Map.entry(double.class, new Form("a number", Double::valueOf)),
          Map.entry(Double.class, new Form("a number", Double::valueOf)),
          Map.entry(boolean.class, new Form("true or false", Scalars::truth)),
          Map.entry(String.class, new Form("a text", text -> text)),
          Map.entry(Secret.class, new Form("a text", Secret::of)),
          Map.entry(Path.class, new Form("a path", Path::of)),
          Map.entry(HostPort.class, new Form("HOST:PORT", HostPort::parse)),
          Map.entry(DataSize.class, new Form("a size such as 64KB or 256MB", DataSize::parse)),
          Map.entry(
              Duration.class,
              new Form("a duration such as 500ms, 10s, 5m, 7d", DurationText::parse)),
          Map.entry(StorageName.class, new Form("scheme://host or *", StorageName::new)));

  private Scalars() {}

  static boolean isScalar(Class<?> type) {
    return type.isEnum() || FORMS.containsKey(type);
  }

  /** Reads {@code text}, which was found at {@code field}. */
  static Object parse(String field, String text, Class<?> type) {
    Form form = type.isEnum() ? choiceOf(type) : FORMS.get(type);
    if (form == null) {
      throw new IllegalStateException(field + ": no text form for " + type);
    }
    try {
      return form.parse.apply(text);
    } catch (IllegalArgumentException e) {
      String shown = type == Secret.class ? "***" : text;
      throw new ConfigException(field + ": " + shown + " (expected: " + form.expected + ")", e);
    }
  }

  /** Writes what {@link #parse} reads, except secrets. */
  static String print(Object value) {
    return switch (value) {
      case Enum<?> choice -> nameOf(choice);
      case Duration duration -> DurationText.of(duration);
      default -> value.toString();
    };
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Form choiceOf(Class<?> type) {
    Map<String, Object> choices =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(choice -> nameOf((Enum<?>) choice), Function.identity()));
    String expected =
        choices.keySet().stream().sorted().collect(Collectors.joining(", ", "one of ", ""));
    return new Form(expected, text -> known(choices.get(text)));
  }

  private static Object known(@Nullable Object choice) {
    if (choice == null) {
      throw new IllegalArgumentException("none of the choices");
    }
    return choice;
  }

  private static String nameOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
