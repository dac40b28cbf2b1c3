package io.tern.storage;

/**
 * How a file is to be written.
 *
 * @param overwrite whether one that is there may be replaced
 * @param archiveMetadata JSON that a destination with tape may heed, empty for none
 */
public record Writing(boolean overwrite, String archiveMetadata) {
  static Writing of(CopyRequest request) {
    return new Writing(request.overwrite(), request.archiveMetadata());
  }
}
