package io.tern.job;

/** The way from one storage to another. */
public record Link(StorageName source, StorageName destination) {
  @Override
  public String toString() {
    return source + " -> " + destination;
  }
}
