package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for any run of characters. */
public record Glob(@JsonValue String text, Pattern pattern) {
  public static final Glob ANY = new Glob("*");

  @JsonCreator
  public Glob(String text) {
    this(text, compile(text));
  }

  private static Pattern compile(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  public boolean matches(String value) {
    return text.equals("*") || pattern.matcher(value).matches();
  }
}
