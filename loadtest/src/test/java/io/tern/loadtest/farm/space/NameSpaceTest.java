package io.tern.loadtest.farm.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameSpaceTest {
  private final NameSpace files = new NameSpace(true);

  private static FileName at(String path) {
    return new FileName("127.1.0.1", path);
  }

  @Test
  void aPathThatNamesASizeExistsWithThatSizeAtEveryStorage() {
    Content here = files.find(at("/farm/size/1048576/a"));
    Content there = files.find(new FileName("127.1.0.2", "/farm/size/1048576/a"));

    assertThat(here).isNotNull().isEqualTo(there);
    assertThat(here.size()).isEqualTo(1048576);
    assertThat(files.find(at("/farm/size/1048576/b"))).isNotEqualTo(here);
    assertThat(files.find(at("/farm/size/x/a"))).isNull();
    assertThat(files.find(at("/farm/size/10"))).isNull();
    assertThat(files.files()).isZero();
  }

  @Test
  void whatWasWrittenIsRememberedUntilItIsRemoved() {
    Content content = new Content.Pattern(5, 10);
    files.put(at("/out/a"), content);
    assertThat(files.find(at("/out/a"))).isEqualTo(content);
    assertThat(files.find(new FileName("127.1.0.2", "/out/a"))).isNull();

    assertThat(files.remove(at("/out/a"))).isTrue();
    assertThat(files.find(at("/out/a"))).isNull();
    assertThat(files.remove(at("/out/a"))).isFalse();
  }

  @Test
  void aSourceByRuleCanBeRemovedToo() {
    assertThat(files.remove(at("/farm/size/1/a"))).isTrue();
    assertThat(files.find(at("/farm/size/1/a"))).isNull();
  }

  @Test
  void doubleSlashesTrailingSlashesAndQueriesNameTheSameFile() {
    files.put(at("/out/a"), new Content.Pattern(5, 10));
    assertThat(files.find(at("//out//a?cap.sym=1"))).isNotNull();
    assertThat(FileName.ofUrl("http://127.1.0.1:28080//out/a/")).isEqualTo(at("/out/a"));
  }

  @Test
  void aHundredThousandFilesKeepTheirContents() {
    for (int i = 0; i < 100_000; i++) {
      files.put(at("/out/" + i), new Content.Pattern(i * 31L, i));
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(files.find(at("/out/" + i))).isEqualTo(new Content.Pattern(i * 31L, i));
    }
    assertThat(files.files()).isEqualTo(100_000);
  }

  @Test
  void countsOfCopiesSurviveRemoval() {
    assertThat(files.arrived(at("/out/a"))).isEqualTo(1);
    files.put(at("/out/a"), new Content.Pattern(5, 10));
    assertThat(files.succeeded(at("/out/a"))).isEqualTo(1);
    files.remove(at("/out/a"));
    assertThat(files.arrived(at("/out/a"))).isEqualTo(2);
    assertThat(files.succeeded(at("/out/a"))).isEqualTo(2);
  }

  @Test
  void childrenAreWhatIsDirectlyBelow() {
    files.makeDirectories(at("/out/sub"));
    files.put(at("/out/a"), new Content.Pattern(5, 10));
    files.put(at("/out/sub/b"), new Content.Pattern(5, 10));
    files.put(at("/outer"), new Content.Pattern(5, 10));

    assertThat(files.children(at("/out"))).containsExactly(at("/out/a"), at("/out/sub"));
    assertThat(files.isDirectory(at("/out"))).isTrue();
  }
}
