package io.tern.orchestrator.api.quota;

import java.util.Map;

/**
 * Who may ask how much.
 *
 * @param byVo {@code *} for VOs without an entry
 */
public record Quotas(Map<String, Quota> byVo) {
  public static final Quotas NONE = new Quotas(Map.of());

  public Quotas {
    byVo = Map.copyOf(byVo);
  }

  public Quota of(String vo) {
    return byVo.getOrDefault(vo, byVo.getOrDefault("*", Quota.NONE));
  }
}
