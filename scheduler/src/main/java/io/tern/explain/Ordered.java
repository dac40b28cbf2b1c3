package io.tern.explain;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.setting.LinkRule;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who has bounded a limit from above or below, and when. */
public final class Ordered {
  private static final StorageName ANY = new StorageName("*");

  private Ordered() {}

  /** What counts first is told first; nothing where operators have said nothing. */
  public static List<Reason> of(Settings settings, Limit limit) {
    return switch (limit) {
      case Limit.OnLink(Link link) ->
          Stream.concat(
                  settings
                      .find(LinkRule.FixedActive.class, fixedName(link))
                      .map(Ordered::fixed)
                      .stream(),
                  settings
                      .link(link)
                      .flatMap(rule -> settings.find(LinkRule.class, rule.name()))
                      .map(Ordered::rule)
                      .stream())
              .toList();
      case Limit.AtStorage at -> rule(settings, at).stream().toList();
      case Limit.Pool() -> List.of();
    };
  }

  private static String fixedName(Link link) {
    return LinkRule.FixedActive.nameOf(link.source(), link.destination());
  }

  private static Reason fixed(Written<LinkRule.FixedActive> written) {
    LinkRule.FixedActive fixed = written.setting();
    String why = fixed.rationale().isEmpty() ? "." : ": " + fixed.rationale();
    return new Reason(
        "link-fixed",
        "%s fixed link %s to %d places%s%s"
            .formatted(written.by(), fixed.link(), fixed.active(), since(written), why));
  }

  private static Reason rule(Written<LinkRule> written) {
    LinkRule rule = written.setting();
    return new Reason(
        "link-rule",
        "%s lets %d to %d copies run at once by rule %s (%s)%s."
            .formatted(
                written.by(),
                rule.minActive(),
                rule.maxActive(),
                rule.symbolicName(),
                rule.link(),
                since(written)));
  }

  /** The storage's own word, else that for all; 0 is none. */
  private static Optional<Reason> rule(Settings settings, Limit.AtStorage at) {
    return Stream.of(at.storage(), ANY)
        .flatMap(name -> settings.find(StorageRule.class, StorageRule.nameOf(name)).stream())
        .filter(rule -> most(rule.setting(), at.direction()) > 0)
        .findFirst()
        .map(written ->
            new Reason(
                "storage-rule",
                "%s lets at most %d copies run at once %s%s."
                    .formatted(
                        written.by(),
                        most(written.setting(), at.direction()),
                        new Limit.AtStorage(written.setting().storage(), at.direction()),
                        since(written))));
  }

  private static int most(StorageRule rule, Direction direction) {
    StorageRule.Most most = direction == Direction.INBOUND ? rule.inbound() : rule.outbound();
    Integer active = most.active();
    return active == null ? 0 : active;
  }

  private static String since(Written<?> written) {
    return " since " + Instant.ofEpochMilli(written.atMs());
  }
}
