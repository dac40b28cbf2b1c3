package io.tern.orchestrator.config;

/** What the operator wrote cannot be meant; the message names the field, the value and the rule. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
