package io.tern.orchestrator.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.orchestrator.journal.wire.LessonRecord;
import io.tern.orchestrator.journal.wire.LinkLesson;
import io.tern.orchestrator.journal.wire.StorageLesson;
import io.tern.pilot.Lesson;

/** What a leader has found of its limits, between the core and {@code tern.lessons}. */
public final class LessonCodec {
  private LessonCodec() {}

  /** The key is the limit in words, so that a later lesson of it takes the place of this one. */
  public static Entry encode(Lesson lesson) {
    return new Entry(
        lesson.limit().toString().getBytes(UTF_8), record(lesson).build().toByteArray());
  }

  private static LessonRecord.Builder record(Lesson lesson) {
    return switch (lesson) {
      case Lesson.OfStorage(var limit, int window, boolean shut) ->
          LessonRecord.newBuilder()
              .setStorage(
                  StorageLesson.newBuilder()
                      .setStorage(limit.storage().value())
                      .setInbound(limit.direction() == Direction.INBOUND)
                      .setWindow(window)
                      .setShut(shut));
      case Lesson.OfLink(var limit, double bytesPerMs, double setUpMs) ->
          LessonRecord.newBuilder()
              .setLink(
                  LinkLesson.newBuilder()
                      .setSource(limit.link().source().value())
                      .setDestination(limit.link().destination().value())
                      .setBytesPerMs(bytesPerMs)
                      .setSetUpMs(setUpMs));
    };
  }

  /**
   * @throws InvalidProtocolBufferException the bytes are of no such record
   * @throws IllegalArgumentException the record is about nothing
   */
  public static Lesson decode(byte[] value) throws InvalidProtocolBufferException {
    LessonRecord record = LessonRecord.parseFrom(value);
    return switch (record.getAboutCase()) {
      case STORAGE -> storage(record.getStorage());
      case LINK -> link(record.getLink());
      case ABOUT_NOT_SET -> throw new IllegalArgumentException("a lesson about nothing");
    };
  }

  private static Lesson storage(StorageLesson in) {
    Direction direction = in.getInbound() ? Direction.INBOUND : Direction.OUTBOUND;
    Limit.AtStorage limit = new Limit.AtStorage(new StorageName(in.getStorage()), direction);
    return new Lesson.OfStorage(limit, in.getWindow(), in.getShut());
  }

  private static Lesson link(LinkLesson in) {
    Link link = new Link(new StorageName(in.getSource()), new StorageName(in.getDestination()));
    return new Lesson.OfLink(new Limit.OnLink(link), in.getBytesPerMs(), in.getSetUpMs());
  }
}
