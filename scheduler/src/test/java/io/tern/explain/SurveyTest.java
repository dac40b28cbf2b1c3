package io.tern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.breaker.Breaker;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.pilot.Finding;
import io.tern.schedule.Occupancy;
import io.tern.schedule.Room;
import io.tern.setting.Ban;
import io.tern.setting.LinkRule;
import io.tern.setting.Setting;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule;
import io.tern.window.Adjustment;
import io.tern.window.Adjustment.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final StorageName ANY = new StorageName("*");
  private static final Link AB = new Link(A, B);
  private static final Limit INTO_B = new Limit.AtStorage(B, Direction.INBOUND);
  private static final Limit OUT_OF_B = new Limit.AtStorage(B, Direction.OUTBOUND);
  private static final Limit OUT_OF_A = new Limit.AtStorage(A, Direction.OUTBOUND);
  private static final Limit ON_AB = new Limit.OnLink(AB);
  private static final Occupancy AGENTS = new Occupancy(5, 0, 100);
  private static final int NO_END = Integer.MAX_VALUE;

  /** The pilot's clock began at this moment. */
  private static final long BEGAN_MS = 60_000;

  private static Room room(int used, int waiting, int window) {
    return new Room(used, 0, waiting, waiting > 0, 0, window, 1_000, Math.min(window, 1_000));
  }

  private static Limited limited(Limit limit, Room room) {
    return new Limited(limit, room, Optional.empty(), BEGAN_MS);
  }

  private static Limited found(Limit limit, Room room, Finding finding) {
    return new Limited(limit, room, Optional.of(finding), BEGAN_MS);
  }

  private static Finding changed(Cause cause, int before, int after) {
    Adjustment last = new Adjustment(cause, before, after, 0.614, 1_234_560, 2_000);
    return new Finding(after, Optional.of(last), Breaker.State.CLOSED, 0, Set.of());
  }

  private static Settings set(Setting... settings) {
    return Settings.NONE.after(
        Arrays.stream(settings)
            .collect(
                Collectors.<Setting, String, Optional<Written<?>>>toMap(
                    Setting::name, one -> Optional.of(new Written<>(one, "/CN=op", 1_000)))));
  }

  private static List<String> codes(Survey survey) {
    return survey.reasons().stream().map(Reason::code).toList();
  }

  private static String sentence(Survey survey, String code) {
    return survey.reasons().stream()
        .filter(reason -> reason.code().equals(code))
        .map(Reason::sentence)
        .collect(Collectors.joining("\n"));
  }

  private static Survey link(Room into, Room out, Room on, Setting... settings) {
    List<Limited> way = List.of(limited(INTO_B, into), limited(OUT_OF_A, out), limited(ON_AB, on));
    return Survey.ofLink(AB, way, AGENTS, set(settings));
  }

  private static Survey into(Room room, Finding finding, Setting... settings) {
    return Survey.ofStorage(B, List.of(found(INTO_B, room, finding)), set(settings));
  }

  @Test
  void theFirstFullLimitOnTheWayBinds() {
    Survey survey = link(room(16, 40, 16), room(8, 9, 8), room(3, 7, NO_END));

    assertThat(codes(survey))
        .containsExactly("demand", "storage-window", "window", "window", "window");
    assertThat(survey.reasons().getFirst().sentence())
        .isEqualTo("3 run on link davs://a -> davs://b, and 7 wait for their places.");
    assertThat(survey.bounds()).extracting(Bound::binds).containsExactly(true, false, false);
    assertThat(survey.bounds().getFirst())
        .isEqualTo(new Bound(INTO_B, 16, 40, 16, 0, OptionalInt.of(16), 1_000, true));
    assertThat(survey.bounds().getLast().window()).isEmpty();
  }

  @Test
  void nothingBindsWhereNothingWaits() {
    Survey survey = link(room(16, 40, 16), room(8, 9, 8), room(3, 0, NO_END));

    assertThat(codes(survey)).startsWith("idle", "window");
    assertThat(survey.bounds()).noneMatch(Bound::binds);
  }

  @Test
  void whereAllLimitsHavePlacesTheAgentsAreWhatIsShortOrItIsAMatterOfTurn() {
    List<Limited> way = List.of(limited(ON_AB, room(3, 7, NO_END)));
    Occupancy full = new Occupancy(100, 0, 100);

    assertThat(codes(Survey.ofLink(AB, way, AGENTS, set()))).startsWith("demand", "in-turn");
    assertThat(codes(Survey.ofLink(AB, way, full, set()))).startsWith("demand", "agents");
  }

  @Test
  void aStoragesSideBindsOnlyThoseWhoLackNothingBeforeIt() {
    Room sought = room(16, 40, 16);
    Room passed = new Room(16, 0, 40, false, 0, 16, 1_000, 16);

    assertThat(codes(into(sought, changed(Cause.FITTED, 40, 16))))
        .containsExactly("demand", "storage-window", "window");
    assertThat(codes(into(passed, changed(Cause.FITTED, 40, 16))))
        .containsExactly("demand", "elsewhere", "window");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GROWN    | 16 | 32 | went from 16 to 32 places at 1970-01-01T00:01:02Z: more copies waited, and all flowed freely (at 61 % of their own speed, 1234.6 MB/s together). It grows on while they do.",
        "FITTED   | 64 | 40 | went from 64 to 40 places at 1970-01-01T00:01:02Z: copies held each other up (at 61 % of their own speed, 1234.6 MB/s together), and so many carry as much. It follows what they carry.",
        "FITTED   | 2147483647 | 40 | went from no limit to 40 places at 1970-01-01T00:01:02Z: copies held each other up (at 61 % of their own speed, 1234.6 MB/s together), and so many carry as much. It follows what they carry.",
        "TRIED    | 40 | 52 | went from 40 to 52 places at 1970-01-01T00:01:02Z: copies seemed to hold each other up (at 61 % of their own speed, 1234.6 MB/s together); whether more of them carry more is being tried.",
        "STRAINED | 40 | 36 | went from 40 to 36 places at 1970-01-01T00:01:02Z: more attempts failed than usual. It grows again, slowly, while no more do.",
      })
  void theLastChangeOfAWindowIsToldWithItsReason(
      Cause cause, int before, int after, String sentence) {
    assertThat(sentence(into(room(1, 0, after), changed(cause, before, after)), "window"))
        .isEqualTo("The window into davs://b " + sentence);
  }

  @Test
  void aWindowThatNeverChangedSaysSo() {
    Survey survey = link(room(1, 0, 16), room(1, 0, 16), room(1, 0, NO_END));

    assertThat(sentence(survey, "window"))
        .isEqualTo(
            """
            The window into davs://b is 16 places, and was not changed since this leader began.
            The window out of davs://a is 16 places, and was not changed since this leader began.
            No window holds on link davs://a -> davs://b: copies were not seen to hold each other up \
            since this leader began.\
            """);
  }

  @Test
  void mockCopiesTeachNothing() {
    Room mock = new Room(3, 0, 0, false, NO_END, 16, 1_000, 1_000);
    Finding shut = new Finding(4, Optional.empty(), Breaker.State.OPEN, 1, Set.of());

    Survey survey = into(mock, shut);

    assertThat(codes(survey)).containsExactly("idle", "no-window");
    assertThat(survey.bounds())
        .containsExactly(new Bound(INTO_B, 3, 0, 1_000, 1_000, OptionalInt.empty(), 1_000, false));
  }

  @ParameterizedTest
  @CsvSource({"OPEN,0,at 1970-01-01T00:01:05Z", "PROBING,1,now"})
  void aBreakerIsToldOnceWithItsNextProbe(Breaker.State state, int places, String when) {
    Finding finding = new Finding(16, Optional.empty(), state, 5_000, Set.of());
    Room room = new Room(1, 0, 9, true, 0, places, 1_000, places);

    Survey survey = into(room, finding);

    assertThat(codes(survey)).containsExactly("demand", "breaker", "window");
    assertThat(sentence(survey, "breaker"))
        .isEqualTo(
            "Copies into davs://b have failed one after another: one is let in "
                + when
                + ", to see.");
    assertThat(survey.bounds().getFirst().places()).isEqualTo(places);
    assertThat(survey.bounds().getFirst().window()).hasValue(16);
    assertThat(codes(into(new Room(0, 0, 0, false, 0, places, 1_000, places), finding)))
        .containsExactly("idle", "breaker", "window");
  }

  @Test
  void forWhomADestinationHasNoRoomIsTold() {
    Finding full =
        new Finding(16, Optional.empty(), Breaker.State.CLOSED, 0, Set.of("dune", "cms"));

    Survey survey = into(room(3, 9, 16), full);

    assertThat(sentence(survey, "no-space"))
        .isEqualTo(
            "davs://b has said that it has no room for cms, dune: one copy is let in from time to"
                + " time, to see.");
  }

  @Test
  void whoBoundedALinkIsNamedTheMostExactWordFirst() {
    Survey survey =
        link(
            room(1, 0, 16),
            room(1, 0, 16),
            room(1, 0, NO_END),
            new LinkRule("all", ANY, ANY, 1, 9, null, null, null, null),
            new LinkRule("from-a", A, ANY, 2, 8, null, null, null, null),
            new LinkRule.FixedActive(A, B, 5, 1, "a trial"));

    assertThat(codes(survey)).endsWith("window", "link-fixed", "link-rule");
    assertThat(sentence(survey, "link-fixed"))
        .isEqualTo(
            "/CN=op fixed link davs://a -> davs://b to 5 places since 1970-01-01T00:00:01Z: a trial");
    assertThat(sentence(survey, "link-rule"))
        .isEqualTo(
            "/CN=op lets 2 to 8 copies run at once by rule from-a (davs://a -> *) since"
                + " 1970-01-01T00:00:01Z.");
  }

  @Test
  void whoBoundedAStorageIsNamedAndItsOwnWordCountsBeforeThatForAll() {
    StorageRule.Most few = new StorageRule.Most(5, null);
    StorageRule.Most unset = new StorageRule.Most(0, null);
    Function<StorageRule[], String> told =
        rules ->
            sentence(
                Survey.ofStorage(B, List.of(limited(OUT_OF_B, room(0, 0, 16))), set(rules)),
                "storage-rule");
    StorageRule own = StorageRule.unset(B).withMost(few, unset);
    StorageRule all = StorageRule.unset(ANY).withMost(few, new StorageRule.Most(7, null));

    assertThat(told.apply(new StorageRule[] {own})).isEmpty();
    assertThat(told.apply(new StorageRule[] {own, all}))
        .isEqualTo("/CN=op lets at most 7 copies run at once out of * since 1970-01-01T00:00:01Z.");
    assertThat(told.apply(new StorageRule[] {StorageRule.unset(B).withMost(unset, few), all}))
        .startsWith("/CN=op lets at most 5 copies run at once out of davs://b since ");
  }

  @Test
  void bansOfEitherEndComeFirstAndEndSomewhere() {
    Survey survey =
        link(
            room(1, 0, 16),
            room(1, 0, 16),
            room(1, 0, NO_END),
            new Ban.OfStorage(A, "cms", Ban.Status.WAIT, 60, ""),
            new Ban.OfStorage(B, "*", Ban.Status.CANCEL, 0, "broken disks"),
            new Ban.OfStorage(new StorageName("davs://c"), "*", Ban.Status.WAIT, 0, ""));

    assertThat(codes(survey)).startsWith("ban", "ban", "idle").containsOnlyOnce("idle");
    assertThat(sentence(survey, "ban"))
        .isEqualTo(
            """
            /CN=op banned storage davs://b for * at 1970-01-01T00:00:01Z: its transfers are \
            cancelled (broken disks).
            /CN=op banned storage davs://a for cms at 1970-01-01T00:00:01Z until \
            1970-01-01T00:01:01Z: its transfers wait.\
            """);
  }

  @Test
  void beyondTenBansTheyAreCounted() {
    Setting[] bans =
        IntStream.range(0, 12)
            .mapToObj(vo -> new Ban.OfStorage(B, "vo" + vo, Ban.Status.WAIT, 0, ""))
            .toArray(Setting[]::new);

    Survey survey = Survey.ofStorage(B, List.of(), set(bans));

    assertThat(survey.reasons()).hasSize(11);
    assertThat(survey.reasons().getLast().sentence())
        .isEqualTo("Storage davs://b is banned for 2 more VOs.");
  }
}
