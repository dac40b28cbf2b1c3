package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.FileTexts;
import io.tern.orchestrator.journal.wire.Part;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a job's files, each bundle once if they are asked for in their order. */
final class TextWalk implements TransferWalk.Texts {
  private final Moment moment;
  private final UUID job;
  private @Nullable FileTexts bundle;
  private int part = -1;
  private int number = -1;

  TextWalk(Moment moment, UUID job) {
    this.moment = moment;
    this.job = job;
  }

  @Override
  public FileText at(Part row, int inPart) {
    return Bundles.text(bundle(row.getPart(), Bundles.of(inPart)), inPart);
  }

  private FileTexts bundle(int wantedPart, int wanted) {
    FileTexts here = bundle;
    if (here == null || part != wantedPart || number != wanted) {
      here = moment.bundle(job, wantedPart, wanted);
      bundle = here;
      part = wantedPart;
      number = wanted;
    }
    return here;
  }
}
