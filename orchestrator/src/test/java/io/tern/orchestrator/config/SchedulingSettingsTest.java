package io.tern.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.job.StorageName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingSettingsTest {
  @TempDir Path directory;

  @Test
  void readsEveryField() throws Exception {
    SchedulingSettings settings =
        read(
            """
            links:
              - {source: "https://a.org", destination: "*", maxActive: 20}
            storages:
              - {storage: "https://b.org", inboundMaxActive: 100, outboundMaxActive: 0}
            shares:
              - {vo: atlas, weight: 3}
            activities:
              - vo: atlas
                weights: {production: 0.8, default: 0.2}
            """);

    assertThat(settings)
        .isEqualTo(
            new SchedulingSettings(
                List.of(
                    new SchedulingSettings.LinkCeiling(
                        new StorageName("https://a.org"), new StorageName("*"), 20)),
                List.of(
                    new SchedulingSettings.StorageCeiling(
                        new StorageName("https://b.org"), 100, 0)),
                List.of(new SchedulingSettings.VoShare("atlas", 3)),
                List.of(
                    new SchedulingSettings.ActivityWeights(
                        "atlas", Map.of("production", 0.8, "default", 0.2)))));
  }

  @Test
  void holdsNothingByDefault() throws Exception {
    assertThat(read("")).isEqualTo(SchedulingSettings.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "links: [{source: '*', maxActive: 1}]   | links[0].destination: missing",
        "links: [{source: a, destination: b}]   | links[0].source: a (expected: scheme://host or *)",
        "links: [{sorce: '*'}]                  | links[0].sorce: unknown (did you mean links[0].source?)",
        "shares: [{vo: a, weight: 0}]           | shares[0].weight: 0.0 (expected: above 0",
        "shares: [{vo: a, weight: NaN}]         | shares[0].weight: NaN (expected: above 0",
        "activities: [{vo: a, weights: {x: -1}}] | activities[0].weights.x: -1.0 (expected: above 0"
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining(message);
  }

  private SchedulingSettings read(String yaml) throws Exception {
    return SchedulingSettings.read(Files.writeString(directory.resolve("settings.yaml"), yaml));
  }
}
