package io.tern.loadtest.farm.space;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of all storages of the farm. A path {@code /farm/size/BYTES/ANYTHING} exists by rule at
 * every storage, with that size and with content made from the path; whatever was written or
 * removed is remembered. Used by one thread.
 */
public final class NameSpace {
  private static final String BY_RULE = "/farm/size/";
  private static final long LITERAL_BYTES = 64L << 20;

  private static final int FILE = 1;
  private static final int DIRECTORY = 1 << 1;
  private static final int LITERAL = 1 << 2;
  private static final int REMOVED = 1 << 3;
  private static final int KIND = 0xff;
  private static final int ARRIVAL = 1 << 8;
  private static final int ARRIVALS = 0xfff << 8;
  private static final int SUCCESS = 1 << 20;
  private static final int SUCCESSES = 0xfff << 20;

  private final NameTable table = new NameTable();
  private final Map<Long, Content.Literal> literals = new HashMap<>();
  private final NavigableSet<String> listed = new TreeSet<>();
  private final boolean lists;
  private long literalBytes;

  /**
   * @param lists keep every written path for listings, about 150 bytes each
   */
  public NameSpace(boolean lists) {
    this.lists = lists;
  }

  /** The content of a file, or null if there is no such file. */
  public @Nullable Content find(FileName name) {
    int row = table.find(name.key());
    int kind = row < 0 ? 0 : table.marks(row) & KIND;
    if ((kind & LITERAL) != 0) {
      return literals.get(name.key());
    }
    if ((kind & FILE) != 0) {
      return new Content.Pattern(table.seed(row), table.size(row));
    }
    return kind == 0 ? byRule(name) : null;
  }

  private static @Nullable Content byRule(FileName name) {
    String path = name.path();
    int end = path.startsWith(BY_RULE) ? path.indexOf('/', BY_RULE.length()) : -1;
    if (end < 0 || end - BY_RULE.length() > 18) {
      return null;
    }
    String digits = path.substring(BY_RULE.length(), end);
    return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? new Content.Pattern(name.seed(), Long.parseLong(digits))
        : null;
  }

  public boolean isDirectory(FileName name) {
    int row = table.find(name.key());
    return name.isRoot()
        || (name.path() + "/").startsWith(BY_RULE) && byRule(name) == null
        || name.path().equals("/farm")
        || row >= 0 && (table.marks(row) & DIRECTORY) != 0;
  }

  /** Whether {@code content} can be kept; only uploads that follow no pattern take room. */
  public boolean hasRoomFor(Content content) {
    return !(content instanceof Content.Literal) || literalBytes + content.size() <= LITERAL_BYTES;
  }

  public void put(FileName name, Content content) {
    long key = name.key();
    forgetLiteral(key);
    int row = table.findOrAdd(key);
    int history = table.marks(row) & ~KIND;
    switch (content) {
      case Content.Pattern pattern ->
          table.set(row, pattern.size(), pattern.seed(), history | FILE);
      case Content.Literal literal -> {
        table.mark(row, history | FILE | LITERAL);
        literals.put(key, literal);
        literalBytes += literal.size();
      }
    }
    list(name);
  }

  /** Makes {@code name} a directory, and its parents too. */
  public void makeDirectories(FileName name) {
    if (!isDirectory(name)) {
      makeDirectories(name.parent());
      int row = table.findOrAdd(name.key());
      table.mark(row, table.marks(row) & ~KIND | DIRECTORY);
      list(name);
    }
  }

  /** Removes a file or directory; false if there was none. */
  public boolean remove(FileName name) {
    if (find(name) == null && !isDirectory(name)) {
      return false;
    }
    forgetLiteral(name.key());
    int row = table.findOrAdd(name.key());
    table.mark(row, table.marks(row) & ~KIND | REMOVED);
    listed.remove(name.toString());
    return true;
  }

  private void forgetLiteral(long key) {
    Content.Literal old = literals.remove(key);
    literalBytes -= old == null ? 0 : old.size();
  }

  private void list(FileName name) {
    if (lists) {
      listed.add(name.toString());
    }
  }

  /** What was written directly below {@code directory}, if the farm keeps listings. */
  public List<FileName> children(FileName directory) {
    String prefix = directory.isRoot() ? directory.toString() : directory + "/";
    return listed.tailSet(prefix, false).stream()
        .takeWhile(name -> name.startsWith(prefix))
        .filter(name -> name.indexOf('/', prefix.length()) < 0)
        .map(name -> new FileName(directory.host(), name.substring(directory.host().length())))
        .toList();
  }

  /** Counts a copy that arrives for {@code destination}; returns its number, from 1 to 4095. */
  public int arrived(FileName destination) {
    int row = table.findOrAdd(destination.key());
    int marks = table.marks(row);
    int counted = (marks & ARRIVALS) == ARRIVALS ? marks : marks + ARRIVAL;
    table.mark(row, counted);
    return (counted & ARRIVALS) >>> 8;
  }

  /** Counts a copy that completed {@code destination}; returns their number, from 1 to 4095. */
  public int succeeded(FileName destination) {
    int row = table.findOrAdd(destination.key());
    int marks = table.marks(row);
    int counted = (marks & SUCCESSES) == SUCCESSES ? marks : marks + SUCCESS;
    table.mark(row, counted);
    return (counted & SUCCESSES) >>> 20;
  }

  public long files() {
    return table.count(FILE);
  }

  public void clear() {
    table.clear();
    literals.clear();
    listed.clear();
    literalBytes = 0;
  }
}
