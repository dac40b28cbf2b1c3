package io.tern.orchestrator.api.authorisation;

/** Kinds of callers; the job in question is the owner's, of the VO cms. */
enum Caller {
  ANONYMOUS("", ""),
  OTHER_VO("Olga", "atlas"),
  SAME_VO("Bob", "cms"),
  OWNER("Alice", "cms"),
  CONFIG("Carol", "ops/config"),
  ADMIN("Dora", "ops/admin"),
  ROOT("Root", "ops/root");

  final String person;
  private final String group;

  Caller(String person, String group) {
    this.person = person;
    this.group = group;
  }

  String vo() {
    return group.replaceFirst("/.*", "");
  }

  /** As issuers of tokens write it. */
  String group() {
    return "/" + group;
  }

  /** As VOMS writes it. */
  String fqan() {
    return "/" + group.replace("/", "/Role=");
  }
}
