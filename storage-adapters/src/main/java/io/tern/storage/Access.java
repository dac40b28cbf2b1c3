package io.tern.storage;

/**
 * What opens a storage: a bearer token or nothing. Its text form never shows the token.
 *
 * @param bearer the token, empty when there is none
 */
public record Access(String bearer) {
  public static final Access NONE = new Access("");

  public boolean hasBearer() {
    return !bearer.isEmpty();
  }

  @Override
  public String toString() {
    return bearer.isEmpty() ? "none" : "***";
  }
}
