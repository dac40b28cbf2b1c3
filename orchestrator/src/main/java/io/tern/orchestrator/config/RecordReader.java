package io.tern.orchestrator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree into records: a mapping is a record, a name in it a component. What the tree leaves
 * out is as in the defaults; what no component has the name of is refused.
 */
final class RecordReader {
  /** What stands for nothing where there is no default. */
  private static final Map<Class<?>, Object> NONE =
      Map.of(Optional.class, Optional.empty(), List.class, List.of(), Map.class, Map.of());

  private RecordReader() {}

  /** Reads {@code tree} over {@code defaults}. */
  static <R extends Record> R read(ObjectNode tree, R defaults) {
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) defaults.getClass();
    return type.cast(record("", tree, type, defaults));
  }

  private static Object record(
      String field, JsonNode tree, Class<?> type, @Nullable Object defaults) {
    refuseUnknown(field, mapping(field, tree), type);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(field, tree, components[i], defaults);
    }
    return construct(field, type, components, values);
  }

  private static Object component(
      String field, JsonNode tree, RecordComponent component, @Nullable Object defaults) {
    String name = join(field, component.getName());
    Object otherwise = defaults == null ? null : get(component, defaults);
    JsonNode node = tree.get(component.getName());
    if (node != null && !node.isNull()) {
      return value(name, node, component.getGenericType(), otherwise);
    }
    if (otherwise != null) {
      return otherwise;
    }
    Object none = NONE.get(component.getType());
    if (none == null) {
      throw new ConfigException(name + ": missing");
    }
    return none;
  }

  private static Object value(String field, JsonNode node, Type type, @Nullable Object otherwise) {
    if (type instanceof ParameterizedType generic) {
      return container(field, node, generic);
    }
    Class<?> plain = (Class<?>) type;
    if (!Scalars.isScalar(plain)) {
      return record(field, node, plain, otherwise);
    }
    if (!node.isValueNode()) {
      throw new ConfigException(field + ": a single value expected");
    }
    return Scalars.parse(field, node.asText(), plain);
  }

  private static Object container(String field, JsonNode node, ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return Optional.of(value(field, node, of[0], null));
    }
    if (type.getRawType() == Map.class) {
      Map<String, Object> values = new LinkedHashMap<>();
      mapping(field, node)
          .properties()
          .forEach(entry ->
              values.put(
                  entry.getKey(),
                  value(join(field, entry.getKey()), entry.getValue(), of[1], null)));
      return values;
    }
    List<Object> values = list(field, node, of[0]);
    return type.getRawType() == Set.class ? new LinkedHashSet<>(values) : values;
  }

  /** A list, or scalars in one text with commas between. */
  private static List<Object> list(String field, JsonNode node, Type of) {
    List<Object> values = new ArrayList<>();
    if (node.isTextual()) {
      for (String text : node.asText().split(",", -1)) {
        values.add(Scalars.parse(field, text.strip(), (Class<?>) of));
      }
    } else if (!node.isArray()) {
      throw new ConfigException(field + ": a list expected");
    }
    for (JsonNode element : node) {
      values.add(value(field + "[" + values.size() + "]", element, of, null));
    }
    return values;
  }

  private static ObjectNode mapping(String field, JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new ConfigException(field + ": a mapping of names to values expected");
  }

  private static void refuseUnknown(String field, ObjectNode tree, Class<?> type) {
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (!known.contains(entry.getKey())) {
        String guess =
            NearestName.of(entry.getKey(), known)
                .map(nearest -> "did you mean " + join(field, nearest) + "?")
                .orElse("expected: " + String.join(", ", known));
        throw new ConfigException(join(field, entry.getKey()) + ": unknown (" + guess + ")");
      }
    }
  }

  private static Object construct(
      String field, Class<?> type, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new ConfigException(join(field, String.valueOf(refused.getMessage())), refused);
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String join(String field, String name) {
    return field.isEmpty() ? name : field + "." + name;
  }
}
