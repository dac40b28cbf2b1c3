package io.tern.setting;

import java.util.Arrays;

/**
 * A secret as it is kept: sealed by whoever set it, opened only where it is used. Its text form is
 * {@code ***}.
 */
public final class Sealed {
  public static final Sealed NOTHING = new Sealed(new byte[0]);
  private static final int MOST = 8_192;

  private final byte[] box;

  private Sealed(byte[] box) {
    this.box = box;
  }

  public static Sealed of(byte[] box) {
    Rule.range("sealed bytes", box.length, 0, MOST);
    return new Sealed(box.clone());
  }

  public byte[] bytes() {
    return box.clone();
  }

  public boolean isNothing() {
    return box.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed that && Arrays.equals(box, that.box);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(box);
  }

  @Override
  public String toString() {
    return "***";
  }
}
