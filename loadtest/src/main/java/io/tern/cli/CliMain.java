package io.tern.cli;

import io.tern.cli.command.Tern;

/** {@code tern submit}, {@code status}, {@code watch} and the other commands for people. */
public final class CliMain {
  private CliMain() {}

  public static void main(String[] words) {
    System.exit(Tern.line().execute(words));
  }
}
