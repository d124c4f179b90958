package dev.ricordo.spi;

import dev.ricordo.event.CustomerId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Who bases were trained on. Durable when a call returns. Thread-safe. Failures are thrown as
 * {@link dev.ricordo.RicordoException}; after one, nothing was changed, unless it is an {@link
 * dev.ricordo.OutcomeUnknownException}.
 *
 * <p>The journal counts what a panel owes in the step that makes it owe: an erasure of a member or
 * of some of a member's events up to the panel's last position, and a member's withdrawal of {@link
 * dev.ricordo.consent.Purpose#TRAIN}. Everyone who is or becomes one with a member counts as a
 * member too, and stays one if they part: their events may have been read.
 */
public interface Panels {

  /**
   * Puts everyone together who may train by the rules, with what was accepted of them so far.
   *
   * @return the panel; without members if nobody may
   */
  Panel enrol(PanelRules rules, Instant at);

  /**
   * Puts those together who are left of a panel and still may train, with their events up to the
   * same position: what a base is trained on that takes the place of the one of that panel.
   *
   * @param rules by which they may, beside the panel's own
   * @throws IllegalArgumentException if there is no such panel, or it is retired
   */
  Panel renew(UUID panel, PanelRules rules, Instant at);

  /** All panels, the oldest first. */
  List<Panel> all();

  /**
   * Gives the members of a panel who may still train to the consumer, in no particular order: the
   * owners of journals, each once.
   *
   * @throws IllegalArgumentException if there is no such panel
   */
  void forEachMember(UUID panel, Consumer<CustomerId> consumer);

  /**
   * Notes which base was trained on a panel.
   *
   * @param base its digest, in hexadecimal
   * @throws IllegalArgumentException if there is no such panel, it is retired, or another base was
   *     trained on it
   */
  void trained(UUID panel, String base);

  /**
   * Notes that whatever was trained on a panel is destroyed, and lets go of who was in it. A panel
   * that is retired stays so.
   *
   * @throws IllegalArgumentException if there is no such panel
   */
  void retire(UUID panel, Instant at);

  /**
   * The panels that owe something to a customer: those whose bases hold what was forgotten of the
   * customer, and which are not retired. Also of a customer who was erased.
   */
  List<Panel> owing(CustomerId customer);

  /** The panels, not retired, that a customer is in, or that owe something to the customer. */
  List<Panel> holding(CustomerId customer);
}
