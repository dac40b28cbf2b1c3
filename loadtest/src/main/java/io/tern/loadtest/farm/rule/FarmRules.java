package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/**
 * Everything that is programmable: the farm's configuration file.
 *
 * @param seed of every random choice
 * @param listings keep written paths, so that PROPFIND with Depth 1 lists them (150 bytes each)
 * @param realBytes move real bytes over HTTP instead of computing when they would have moved
 * @param storages the first rule that names a storage is its rule
 * @param links the first rule that joins two storages bounds what flows between them, unless real
 *     bytes do
 * @param faults the first rule that picks a request decides
 */
public record FarmRules(
    long seed,
    boolean listings,
    boolean realBytes,
    List<StorageRule> storages,
    List<LinkRule> links,
    List<FaultRule> faults) {
  public static final FarmRules DEFAULT =
      new FarmRules(0, false, false, List.of(), List.of(), List.of());

  private static final ObjectMapper YAML =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** What the file leaves out comes as null. */
  public FarmRules {
    storages = storages == null ? List.of() : List.copyOf(storages);
    links = links == null ? List.of() : List.copyOf(links);
    faults = faults == null ? List.of() : List.copyOf(faults);
  }

  /** Reads YAML (of which JSON is a part); a key that is not known is an error that names it. */
  public static FarmRules parse(String yaml) {
    try {
      FarmRules rules = YAML.readValue(yaml, FarmRules.class);
      return rules == null ? DEFAULT : rules;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("farm rules: " + e.getOriginalMessage(), e);
    }
  }

  public StorageRule storage(String host) {
    return storages.stream()
        .filter(rule -> rule.hosts().matches(host))
        .findFirst()
        .orElse(StorageRule.DEFAULT);
  }
}
