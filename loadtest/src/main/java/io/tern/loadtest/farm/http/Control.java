package io.tern.loadtest.farm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tern.loadtest.farm.copy.Storage;
import io.tern.loadtest.farm.copy.Storages;
import io.tern.loadtest.farm.flow.Fluid;
import io.tern.loadtest.farm.rule.FaultRule;
import io.tern.loadtest.farm.rule.Faults;
import io.tern.loadtest.farm.rule.Glob;
import io.tern.loadtest.farm.rule.StorageRule;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /farm/control}; what is absent stays as it is.
 *
 * @param faults takes the place of all fault rules
 * @param storages rules that the storages they name follow from now on
 * @param pause storages that stop as if by SIGSTOP
 * @param resume storages that go on
 * @param reset counters and peaks begin anew
 * @param clear all files that were written are forgotten
 */
record Control(
    @Nullable List<FaultRule> faults,
    @Nullable List<StorageRule> storages,
    @Nullable Glob pause,
    @Nullable Glob resume,
    boolean reset,
    boolean clear) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  static Control parse(String body) {
    try {
      return JSON.readValue(body, Control.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("control: " + e.getOriginalMessage(), e);
    }
  }

  void apply(Storages all, Fluid fluid, Faults present) {
    if (faults != null) {
      present.replace(faults);
    }
    if (storages != null) {
      storages.reversed().forEach(rule -> each(all, rule.hosts(), s -> s.follow(rule, fluid)));
    }
    each(all, pause, storage -> storage.pause(fluid));
    each(all, resume, storage -> storage.resume(fluid));
  }

  private static void each(Storages all, @Nullable Glob hosts, Consumer<Storage> action) {
    if (hosts != null) {
      all.all().stream().filter(storage -> hosts.matches(storage.host())).forEach(action);
    }
  }
}
