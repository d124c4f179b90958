package dev.ricordo.governance;

import dev.ricordo.Inspection;
import dev.ricordo.Retrospect;
import dev.ricordo.base.Base;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Weights;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EventLine;
import dev.ricordo.governance.InspectionReport.CategoryShare;
import dev.ricordo.governance.InspectionReport.Collective;
import dev.ricordo.governance.InspectionReport.Course;
import dev.ricordo.governance.InspectionReport.Grounds;
import dev.ricordo.governance.InspectionReport.ItemShare;
import dev.ricordo.governance.InspectionReport.Level;
import dev.ricordo.governance.InspectionReport.Moment;
import dev.ricordo.governance.InspectionReport.Point;
import dev.ricordo.governance.InspectionReport.Release;
import dev.ricordo.governance.InspectionReport.Step;
import dev.ricordo.governance.InspectionReport.Working;
import dev.ricordo.lab.Machine;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes down as a report what was found of a customer. Used once. */
final class Findings {

  private final CustomerId customer;
  private final List<JournalEntry> entries;
  private final Set<MemoryLevel> asked;
  private final Optional<InspectCustomer.Memory> memory;
  private final CollectiveShare share;
  private final Optional<Base> base;
  private final List<Panel> holding;
  private final Catalogue catalogue;

  Findings(
      CustomerId customer,
      List<JournalEntry> entries,
      Set<MemoryLevel> asked,
      Optional<InspectCustomer.Memory> memory,
      CollectiveShare share,
      Optional<Base> base,
      List<Panel> holding) {
    this.customer = customer;
    this.entries = entries;
    this.asked = asked;
    this.memory = memory;
    this.share = share;
    this.base = base;
    this.holding = holding;
    catalogue = base.map(Base::describedCatalogue).orElseGet(() -> Catalogue.of(List.of()));
  }

  InspectionReport report() {
    return new InspectionReport(
        "inspect",
        InspectionReport.FORMAT,
        Version.TEXT,
        Machine.here("cpu"),
        base.map(release -> release.manifest().seed()).orElse(null),
        customer.value(),
        asked.stream().sorted().map(this::level).toList(),
        IntStream.range(0, entries.size())
            .mapToObj(i -> EventLine.of(i + 1, entries.get(i).event()))
            .toList(),
        ifAsked(MemoryLevel.L0, memory.map(found -> Working.of(found.inspection().working()))),
        memory.map(found -> found.inspection().continuum()).orElse(List.of()).stream()
            .filter(level -> asked.contains(MemoryLevel.valueOf(level.name())))
            .toList(),
        ifAsked(MemoryLevel.L0, memory.map(found -> grounds(found.retrospect()))),
        ifAsked(MemoryLevel.L3, Optional.of(collective())),
        ifAsked(MemoryLevel.L4, base.map(release -> release(release.manifest()))));
  }

  private <T> @Nullable T ifAsked(MemoryLevel level, Optional<T> found) {
    return asked.contains(level) ? found.orElse(null) : null;
  }

  private Level level(MemoryLevel level) {
    return switch (level) {
      case L0, L1, L2 -> ownLevel(level);
      case L3 -> collectiveLevel();
      case L4 -> baseLevel();
    };
  }

  private Level ownLevel(MemoryLevel level) {
    Optional<Course> course = memory.flatMap(found -> course(level, found.retrospect()));
    return new Level(
        level.name(),
        level.title(),
        "customer",
        course
            .map(c -> LevelWords.cadence(c.cadence()))
            .orElse(base.isPresent() ? "not in this base" : "not shown"),
        memory.flatMap(found -> bytes(level, found.inspection())).orElse(null),
        course.flatMap(c -> lastUpdate(level, c)).orElse(null),
        LevelWords.own(level, course, base.isPresent()),
        course.orElse(null));
  }

  private static Optional<Long> bytes(MemoryLevel level, Inspection inspection) {
    return level == MemoryLevel.L0
        ? Optional.of(inspection.working().bytes())
        : inspection.continuum().stream()
            .filter(slower -> slower.name().equals(level.name()))
            .map(Inspection.Slower::bytes)
            .findFirst();
  }

  private static Optional<String> lastUpdate(MemoryLevel level, Course course) {
    List<Point> changes = level == MemoryLevel.L0 ? course.strength() : course.consolidations();
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(changes.get(changes.size() - 1).at());
  }

  private Level collectiveLevel() {
    Optional<String> last =
        entries.isEmpty() || share.withdrawn()
            ? Optional.empty()
            : Optional.of(entries.get(entries.size() - 1).event().at().toString());
    return new Level(
        MemoryLevel.L3.name(),
        MemoryLevel.L3.title(),
        "tenant",
        "each event",
        share.share().cells() * CollectiveSums.BYTES_PER_CELL,
        last.orElse(null),
        LevelWords.collective(collective()),
        null);
  }

  private Level baseLevel() {
    return new Level(
        MemoryLevel.L4.name(),
        MemoryLevel.L4.title(),
        "tenant",
        "with releases only",
        base.map(Findings::weightBytes).orElse(null),
        null,
        LevelWords.base(base.map(Base::manifest), holding),
        null);
  }

  private static long weightBytes(Base release) {
    Weights weights = release.weights();
    return weights.tensors().stream().mapToLong(tensor -> 4L * weights.get(tensor).length).sum();
  }

  private Optional<Course> course(MemoryLevel level, Retrospect retrospect) {
    return retrospect.levels().stream()
        .filter(course -> course.name().equals(level.name()))
        .map(this::course)
        .findFirst();
  }

  private Course course(Retrospect.Course course) {
    return new Course(
        course.cadence(),
        course.strength().stream().map(Findings::point).toList(),
        course.changes(),
        course.consolidations().stream().map(Findings::point).toList(),
        course.moments().stream().map(this::moment).toList());
  }

  private static Point point(Retrospect.Point point) {
    return new Point(point.event(), text(point.at()), point.strength());
  }

  private static @Nullable String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }

  private Moment moment(Retrospect.Moment moment) {
    return new Moment(
        moment.event(),
        text(moment.at()),
        moment.items().stream()
            .map(one -> new ItemShare(one.item().value(), category(one.item()), one.share()))
            .toList(),
        moment.categories().stream()
            .map(one -> new CategoryShare(one.category(), one.share()))
            .toList());
  }

  private String category(ItemId item) {
    return catalogue.find(item).map(Item::category).orElse("");
  }

  private Grounds grounds(Retrospect retrospect) {
    return new Grounds(
        retrospect.tried(), retrospect.grounds().stream().map(this::ground).toList());
  }

  private InspectionReport.Ground ground(Retrospect.Ground ground) {
    return new InspectionReport.Ground(
        ground.item().value(),
        category(ground.item()),
        ground.share(),
        ground.rank(),
        ground.causes().stream().map(Findings::cause).toList());
  }

  private static InspectionReport.Cause cause(Retrospect.Cause cause) {
    return new InspectionReport.Cause(
        cause.number(),
        cause.event().at().toString(),
        cause.event().kind().text(),
        cause.event().item().value(),
        cause.shareWithout(),
        cause.rankWithout());
  }

  private Collective collective() {
    return new Collective(
        share.share().cells(),
        share.share().total(),
        share.share().strongest().stream()
            .map(step -> new Step(step.from().value(), step.to().value(), step.weight()))
            .toList(),
        share.withdrawn(),
        share.epochs(),
        share.open());
  }

  private static Release release(Manifest manifest) {
    return new Release(manifest.release(), manifest.dataDigest(), manifest.seed());
  }
}
