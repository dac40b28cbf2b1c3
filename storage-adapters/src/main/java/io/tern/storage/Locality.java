package io.tern.storage;

/** Where a storage that has tape keeps a file. */
public enum Locality {
  DISK,
  DISK_AND_TAPE,
  TAPE;

  public boolean onDisk() {
    return this != TAPE;
  }

  /** Whether it is safe there. */
  public boolean onTape() {
    return this != DISK;
  }
}
