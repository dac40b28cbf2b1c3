package io.tern.loadtest.demo;

/** Placeholder replaced below. */
public final class DemoMain {
  private DemoMain() {}

  public static void main(String[] line) throws Exception {}
}
