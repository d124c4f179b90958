package dev.ricordo.governance.requests;

import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.lab.Report;
import java.util.List;

/** What a hold keeps, to be handed to whoever may see it. It is about a person. */
public record HeldEvidence(String hold, List<HoldFolder.Copy> copies) implements Report {

  public HeldEvidence {
    copies = List.copyOf(copies);
  }

  @Override
  public List<String> toLines() {
    return List.of(hold + ": " + copies.size() + " copies");
  }
}
