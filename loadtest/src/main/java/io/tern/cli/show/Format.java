package io.tern.cli.show;

/** How answers are printed. */
public enum Format {
  /** Aligned columns, the most wanted. */
  TABLE,
  /** Aligned columns, all. */
  WIDE,
  /** As the server gave it. */
  JSON,
  /** One object a line. */
  NDJSON,
  /** All columns, with a head, as RFC 4180 has it. */
  CSV
}
