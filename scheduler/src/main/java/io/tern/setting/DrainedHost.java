package io.tern.setting;

/** An agent's node that takes nothing new; what runs there ends. */
public record DrainedHost(String host) implements Setting {
  public DrainedHost {
    Rule.named("hostname", host);
  }

  @Override
  public String name() {
    return nameOf(host);
  }

  public static String nameOf(String host) {
    return "drain/" + host;
  }
}
