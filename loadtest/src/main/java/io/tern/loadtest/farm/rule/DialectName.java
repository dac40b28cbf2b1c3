package io.tern.loadtest.farm.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose manners a storage has. */
public enum DialectName {
  @JsonProperty("xrootd")
  XROOTD,
  @JsonProperty("storm")
  STORM
}
