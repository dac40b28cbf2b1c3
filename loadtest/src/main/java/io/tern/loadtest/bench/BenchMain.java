package io.tern.loadtest.bench;

/** Placeholder replaced below. */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] line) throws Exception {}
}
