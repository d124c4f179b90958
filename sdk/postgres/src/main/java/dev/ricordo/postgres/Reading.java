package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.vault.Seal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/**
 * What one transaction read of some customers' journals, still sealed.
 *
 * @param members the customers that were asked for, each with everyone who is one with it
 * @param lines their events, in any order
 */
/*
 * Two questions and not one join: the second names the earliest enrolment, before which no event can
 * be, as a constant, and the database does not even plan for the months before. Whoever gets another id
 * between the two, by an erasure of some events, has no line under the one of before: whoever has none is
 * looked for again.
 */
record Reading(List<Member> members, List<EventRow.Line> lines) {

  /**
   * A subject whose events belong to a customer's journal.
   *
   * @param asked digest of the customer that was asked for, who may be another of the same group
   */
  @SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
  record Member(UUID asked, UUID subject, short format, byte[] customer, Instant enrolledAt) {}

  static Reading of(StatelessSession session, String tenant, List<UUID> asked, long fromPosition) {
    List<Member> members = members(session, tenant, asked);
    if (members.isEmpty()) {
      return new Reading(members, List.of());
    }
    Reading reading = new Reading(members, lines(session, tenant, members, fromPosition));
    Set<UUID> silent = subjects(members);
    reading.lines().forEach(line -> silent.remove(line.subject()));
    if (!silent.isEmpty() && !subjects(members(session, tenant, asked)).containsAll(silent)) {
      throw new Failures.Raced();
    }
    return reading;
  }

  private static Set<UUID> subjects(List<Member> members) {
    return members.stream().map(Member::subject).collect(Collectors.toCollection(HashSet::new));
  }

  /** Customers, each with everyone who is one with it. */
  static List<Member> members(StatelessSession session, String tenant, List<UUID> asked) {
    return session
        .createSelectionQuery(
            """
            select s.digest, m.id, m.format, m.customer, m.enrolledAt
            from Subject s join Subject m on m.owner = s.owner
            where s.tenant = :tenant and s.digest in (:digests)""",
            Member.class)
        .setParameter("tenant", tenant)
        .setParameterList("digests", asked)
        .getResultList();
  }

  private static List<EventRow.Line> lines(
      StatelessSession session, String tenant, List<Member> members, long fromPosition) {
    Instant since =
        members.stream().map(Member::enrolledAt).min(Comparator.naturalOrder()).orElseThrow();
    Set<UUID> subjects = subjects(members);
    List<EventRow.Line> lines = new ArrayList<>();
    for (List<UUID> some : Chunks.of(subjects)) {
      lines.addAll(
          session
              .createSelectionQuery(
                  """
                  select subject, position, format, payload from Event
                  where subject in (:subjects) and tenant = :tenant and acceptedAt >= :since
                    and position >= :from""",
                  EventRow.Line.class)
              .setParameterList("subjects", some)
              .setParameter("tenant", tenant)
              .setParameter("since", since)
              .setParameter("from", fromPosition)
              .getResultList());
    }
    return lines;
  }

  /**
   * Opens the events: every asked customer's journal, by the customer's digest.
   *
   * @param destroyed is told of subjects whose keys were destroyed, and whose events are left out
   * @throws dev.ricordo.RicordoException if a key is lost or a row damaged
   */
  Map<UUID, List<JournalEntry>> opened(Sealing sealing, Consumer<UUID> destroyed) {
    Map<UUID, List<JournalEntry>> bySubject = entries(sealing, destroyed);
    Map<UUID, List<JournalEntry>> journals = new HashMap<>();
    for (Member member : members) {
      journals
          .computeIfAbsent(member.asked(), asked -> new ArrayList<>())
          .addAll(bySubject.getOrDefault(member.subject(), List.of()));
    }
    journals.values().forEach(j -> j.sort(Comparator.comparingLong(JournalEntry::position)));
    return journals;
  }

  private Map<UUID, List<JournalEntry>> entries(Sealing sealing, Consumer<UUID> destroyed) {
    Map<UUID, Optional<Open>> subjects = new HashMap<>();
    members.forEach(m -> subjects.computeIfAbsent(m.subject(), s -> Open.of(m, sealing)));
    subjects.forEach(
        (subject, open) -> {
          if (open.isEmpty()) {
            destroyed.accept(subject);
          }
        });
    Map<UUID, List<JournalEntry>> entries = new HashMap<>();
    for (EventRow.Line line : lines) {
      Objects.requireNonNull(subjects.get(line.subject()))
          .map(open -> open.entry(line, sealing))
          .ifPresent(e -> entries.computeIfAbsent(line.subject(), s -> new ArrayList<>()).add(e));
    }
    return entries;
  }

  /** A subject whose key is there. */
  private record Open(Seal seal, CustomerId customer) {

    static Optional<Open> of(Member member, Sealing sealing) {
      UUID subject = member.subject();
      return sealing
          .find(subject)
          .map(
              seal ->
                  new Open(
                      seal, sealing.customer(seal, subject, member.format(), member.customer())));
    }

    JournalEntry entry(EventRow.Line line, Sealing sealing) {
      return new JournalEntry(
          line.position(), EventFormat.read(customer, sealing.event(seal, line)));
    }
  }
}
