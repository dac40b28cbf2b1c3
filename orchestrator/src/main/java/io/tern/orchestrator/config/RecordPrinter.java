package io.tern.orchestrator.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes records as the YAML that {@link RecordReader} reads. */
final class RecordPrinter {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private RecordPrinter() {}

  static String print(Record record) {
    try {
      return YAML.writeValueAsString(tree(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object tree(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case Number number -> number;
      case Set<?> values -> values.stream().map(Scalars::print).sorted().toList();
      case List<?> values -> values.stream().map(RecordPrinter::tree).toList();
      case Map<?, ?> values -> mapping(values);
      case Discreet discreet -> components(discreet.shown());
      case Record record when !Scalars.isScalar(record.getClass()) -> components(record);
      default -> Scalars.print(value);
    };
  }

  private static Map<String, Object> mapping(Map<?, ?> values) {
    Map<String, Object> tree = new TreeMap<>();
    values.forEach((name, value) -> tree.put(name.toString(), tree(value)));
    return tree;
  }

  private static Map<String, Object> components(Record record) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      present(component, record).ifPresent(value -> tree.put(component.getName(), tree(value)));
    }
    return tree;
  }

  private static Optional<?> present(RecordComponent component, Record record) {
    try {
      Object value = component.getAccessor().invoke(record);
      return value instanceof Optional<?> optional ? optional : Optional.of(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
