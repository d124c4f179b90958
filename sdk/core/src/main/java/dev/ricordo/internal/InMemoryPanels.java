package dev.ricordo.internal;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Panels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** The panels of a journal on the heap. Thread-safe by the journal's lock. */
final class InMemoryPanels implements Panels {

  private final InMemoryJournal journal;
  private final Map<UUID, Kept> panels = new LinkedHashMap<>();

  InMemoryPanels(InMemoryJournal journal) {
    this.journal = journal;
  }

  /** A panel, everyone who is or was one with a member, and those to whom it owes. */
  private static final class Kept {

    Panel panel;
    final Set<CustomerId> members = new HashSet<>();
    final Set<CustomerId> creditors = new HashSet<>();

    Kept(Panel panel) {
      this.panel = panel;
    }

    void owe(Collection<CustomerId> group, Instant at) {
      if (panel.retired() || creditors.containsAll(group)) {
        return;
      }
      long more = creditors.stream().anyMatch(group::contains) ? 0 : 1;
      creditors.addAll(group);
      Instant since = panel.owingSince().filter(at::isAfter).orElse(at);
      panel =
          new Panel(
              panel.id(),
              panel.enrolledAt(),
              panel.lastPosition(),
              panel.members(),
              panel.rules(),
              panel.base(),
              panel.debts() + more,
              Optional.of(since.truncatedTo(ChronoUnit.MICROS)),
              panel.retiredAt());
    }

    void become(Optional<String> base, Optional<Instant> retiredAt) {
      boolean retired = retiredAt.isPresent();
      panel =
          new Panel(
              panel.id(),
              panel.enrolledAt(),
              panel.lastPosition(),
              panel.members(),
              panel.rules(),
              base,
              retired ? 0 : panel.debts(),
              retired ? Optional.empty() : panel.owingSince(),
              retiredAt);
    }
  }

  @Override
  public Panel enrol(PanelRules rules, Instant at) {
    List<CustomerId> everyone = new ArrayList<>();
    synchronized (journal) {
      journal.forEachCustomer(everyone::add);
      return keep(everyone, rules, journal.last(), at);
    }
  }

  @Override
  public Panel renew(UUID id, PanelRules rules, Instant at) {
    synchronized (journal) {
      Panel old = unretired(id).panel;
      List<CustomerId> left = new ArrayList<>();
      forEachMember(id, left::add);
      return keep(left, rules.and(old.rules()), old.lastPosition(), at);
    }
  }

  private Panel keep(List<CustomerId> asked, PanelRules rules, long last, Instant at) {
    List<CustomerId> owners =
        asked.stream()
            .filter(customer -> allows(customer, rules))
            .sorted(Comparator.comparing(InMemoryPanels::lot))
            .limit(rules.most())
            .toList();
    Kept kept = new Kept(Panel.enrolled(UUID.randomUUID(), at, last, owners.size(), rules));
    owners.forEach(owner -> kept.members.addAll(journal.group(owner)));
    panels.put(kept.panel.id(), kept);
    return kept.panel;
  }

  private boolean allows(CustomerId customer, PanelRules rules) {
    Standing standing = journal.standing(customer);
    return !standing.unused()
        && (rules.granted()
            ? standing.granted().contains(Purpose.TRAIN)
            : standing.allows(Purpose.TRAIN));
  }

  private static UUID lot(CustomerId customer) {
    return UUID.nameUUIDFromBytes(customer.value().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Panel> all() {
    synchronized (journal) {
      return panels.values().stream().map(kept -> kept.panel).toList();
    }
  }

  @Override
  public void forEachMember(UUID id, Consumer<CustomerId> consumer) {
    List<CustomerId> owners;
    synchronized (journal) {
      Kept kept = get(id);
      owners =
          kept.members.stream()
              .map(journal::owner)
              .distinct()
              .filter(owner -> !journal.read(owner, 1).isEmpty())
              .filter(owner -> allows(owner, kept.panel.rules()))
              .toList();
    }
    owners.forEach(consumer);
  }

  @Override
  public void trained(UUID id, String base) {
    synchronized (journal) {
      Kept kept = unretired(id);
      Optional<String> before = kept.panel.base();
      if (before.isPresent() && !before.get().equals(base)) {
        throw new IllegalArgumentException("panel: another base was trained on " + id);
      }
      kept.become(Optional.of(base), Optional.empty());
    }
  }

  @Override
  public void retire(UUID id, Instant at) {
    synchronized (journal) {
      Kept kept = get(id);
      if (!kept.panel.retired()) {
        kept.become(kept.panel.base(), Optional.of(at.truncatedTo(ChronoUnit.MICROS)));
        kept.members.clear();
        kept.creditors.clear();
      }
    }
  }

  private Kept get(UUID id) {
    Kept kept = panels.get(id);
    if (kept == null) {
      throw new IllegalArgumentException("panel: there is no " + id);
    }
    return kept;
  }

  private Kept unretired(UUID id) {
    Kept kept = get(id);
    if (kept.panel.retired()) {
      throw new IllegalArgumentException("panel: " + id + " is retired");
    }
    return kept;
  }

  @Override
  public List<Panel> owing(CustomerId customer) {
    return those(kept -> kept.creditors.contains(customer));
  }

  @Override
  public List<Panel> holding(CustomerId customer) {
    return those(kept -> kept.creditors.contains(customer) || kept.members.contains(customer));
  }

  private List<Panel> those(Predicate<Kept> wanted) {
    synchronized (journal) {
      return panels.values().stream().filter(wanted).map(kept -> kept.panel).toList();
    }
  }

  /** All of a group lets its data train no more. Under the journal's lock, as all below. */
  void withdrawn(List<CustomerId> group, Instant at) {
    owe(group, at, last -> true);
  }

  /** All of a group is about to be erased. */
  void erased(List<CustomerId> group, Instant at) {
    owe(group, at, last -> true);
    panels.values().forEach(kept -> kept.members.removeAll(group));
  }

  /** Some events of a group are about to be erased. */
  void erased(List<CustomerId> group, List<JournalEntry> events, Instant at) {
    owe(group, at, last -> events.stream().anyMatch(entry -> entry.position() <= last));
  }

  private void owe(List<CustomerId> group, Instant at, LongPredicate upTo) {
    for (Kept kept : panels.values()) {
      if (group.stream().anyMatch(kept.members::contains) && upTo.test(kept.panel.lastPosition())) {
        kept.owe(group, at);
      }
    }
  }

  /** Two groups have become one. */
  void merged(List<CustomerId> group) {
    for (Kept kept : panels.values()) {
      if (group.stream().anyMatch(kept.members::contains)) {
        kept.members.addAll(group);
      }
    }
  }
}
