package io.tern.orchestrator.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedBoxTest {
  private static final Secret TOKEN = Secret.of("eyJhbGciOi.a.b");
  private final SealedBox box = new SealedBox(List.of(key(1, 'a')));

  @Test
  void opensForItsOwner() throws Exception {
    assertThat(box.open(box.seal(TOKEN, "delegation-1"), "delegation-1")).isEqualTo(TOKEN);
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(box.seal(TOKEN, "o")).isNotEqualTo(box.seal(TOKEN, "o"));
  }

  @Test
  void staysShutForAnotherOwner() {
    byte[] sealed = box.seal(TOKEN, "delegation-1");

    staysShut(box, sealed, "delegation-2");
  }

  @Test
  void staysShutForAnotherKeyOfTheSameNumber() {
    byte[] sealed = box.seal(TOKEN, "o");

    staysShut(new SealedBox(List.of(key(1, 'b'))), sealed, "o");
  }

  @Test
  void staysShutWhenAnyByteIsChanged() {
    byte[] sealed = box.seal(TOKEN, "o");

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      staysShut(box, changed, "o");
    }
  }

  @Test
  void staysShutWhenCutShort() {
    byte[] sealed = box.seal(TOKEN, "o");

    for (int length = 0; length < sealed.length; length++) {
      staysShut(box, Arrays.copyOf(sealed, length), "o");
    }
  }

  @Test
  void opensWhatAnOlderKeySealed() throws Exception {
    SealedBox rotated = new SealedBox(List.of(key(2, 'b'), key(1, 'a')));

    assertThat(rotated.open(box.seal(TOKEN, "o"), "o")).isEqualTo(TOKEN);
    staysShut(box, rotated.seal(TOKEN, "o"), "o");
  }

  @Test
  void showsNothingInText() {
    assertThat(key(1, 'a') + " " + TOKEN).isEqualTo("SealingKey[id=1, bytes=***] ***");
  }

  private static void staysShut(SealedBox box, byte[] sealed, String owner) {
    assertThatExceptionOfType(UnsealException.class)
        .isThrownBy(() -> box.open(sealed, owner))
        .withMessageStartingWith("sealed box: ");
  }

  private static SealingKey key(int id, char fill) {
    return new SealingKey(id, Secret.of(String.valueOf(fill).repeat(32)));
  }
}
