package dev.ricordo.quarkus;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.Policy;
import dev.ricordo.event.EventKind;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** What may differ from one start of the application to the next. */
@ConfigMapping(prefix = "ricordo")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface RicordoConfig {

  /**
   * The base release to answer from: a folder, or {@code classpath:} and the name of a folder on
   * the class path; or the folder of a registry of releases, one of which serves. Required.
   */
  Optional<String> base();

  /** Whose events these are. Several tenants may share a database; none sees another's events. */
  @WithDefault("default")
  String tenant();

  /** The keys that the database is sealed with. */
  Vault vault();

  /** Where {@code ricordo.base} is a registry. */
  Releases releases();

  /** What is learned from events. */
  Learning learning();

  /** What customers must have agreed to. */
  Consent consent();

  /** How what customers share is consolidated, epoch by epoch. */
  Consolidation consolidation();

  /** Where decisions about epochs are written down. */
  Ledger ledger();

  /** How long events are kept. */
  Retaining retention();

  /** Legal holds. */
  Holds holds();

  /**
   * How far an event may lie in the future, for clocks that disagree; later ones are refused. Not
   * negative.
   */
  @WithDefault("5M")
  Duration futureTolerance();

  /**
   * How much of the heap to give customers' memories, about 7 KB each and more while they learn. At
   * least 1 byte; by default a quarter of the heap, at most 1 GiB.
   */
  Optional<MemorySize> hotMemory();

  /**
   * Whether to bring Ricordo's tables up to date before starting. They live in a schema of their
   * own and have their own history table. Without effect on {@code ricordo.journal=memory}.
   */
  @WithDefault("true")
  boolean migrateAtStart();

  /** The keys that the database is sealed with. */
  interface Vault {

    /**
     * The folder of the keys, made if it is missing. It must lie outside of the database's data and
     * backups, and have a backup of its own. Required with {@code ricordo.journal=postgres}; in dev
     * and test mode the Dev Service sets it to a folder beside its data.
     */
    Optional<String> folder();
  }

  /** Where {@code ricordo.base} is a registry. */
  interface Releases {

    /**
     * How long after one look for a release that was promoted the next begins. At least a second.
     */
    @WithDefault("10S")
    Duration every();
  }

  /** What customers must have agreed to. */
  interface Consent {

    /**
     * Purposes that count as withdrawn until a customer grants them: {@code personalise}, {@code
     * collective}, {@code train}. By default none: the application asks before it observes.
     */
    Optional<List<Purpose>> required();
  }

  /** How what customers share is consolidated, epoch by epoch. */
  interface Consolidation {

    /**
     * How long an epoch is open: then it is closed, examined, and promoted or held. Without it no
     * epoch is closed here; {@code ricordo epochs close} does it as well. At least a second.
     */
    Optional<Duration> every();

    /**
     * What serves before it is decided about: {@code live}, the open epoch too, or {@code epoch}.
     */
    @WithDefault("live")
    Policy policy();

    /** How many people must agree before an epoch is promoted; 0 for none. */
    @WithDefault("0")
    int approvals();

    /** From how many customers an epoch must come, or it is held. At least 1. */
    @WithDefault("20")
    long minimumContributors();

    /** The most that one customer's events may be of an epoch's, in percent. */
    @WithDefault("25")
    long largestShare();

    /** A customer with more events in one epoch is a flood. At least 1. */
    @WithDefault("2000")
    long floodEvents();

    /** The most that events of floods may be of an epoch's, in percent. */
    @WithDefault("20")
    long floodShare();

    /** A view is hasty if the one so many before it is less than ten seconds older. At least 1. */
    @WithDefault("20")
    long hasteViews();

    /** The most that hasty views may be of an epoch's events, in percent. */
    @WithDefault("20")
    long hasteShare();

    /** The most that the events of one campaign may be of an epoch's, in percent. */
    @WithDefault("60")
    long exposure();

    /** By how many points a brand's share may exceed that of the last promoted epoch. */
    @WithDefault("40")
    long brandRise();

    /**
     * How far the shares of categories may lie from those of the last promoted epoch, in points.
     */
    @WithDefault("60")
    long drift();

    /**
     * How many of the customers, in percent, are in the panel by which an epoch's quality is
     * judged, as long as they let their data train. 0 for nobody.
     */
    @WithDefault("5")
    long panel();

    /** With fewer steps of the panel its hits say nothing. At least 1. */
    @WithDefault("100")
    long panelCases();

    /** By how much the panel's hits may fall below those of the last promoted epoch, in percent. */
    @WithDefault("50")
    long panelLoss();
  }

  /** Where decisions about epochs are written down. */
  interface Ledger {

    /**
     * The folder of the ledger, made if it is missing; its private key, its public key and the
     * checkpoints that it has signed are beside it, under its name and {@code .key}, {@code .pub}
     * and {@code .checkpoints}. Without it nothing is written down.
     */
    Optional<String> folder();

    /**
     * Whether the entries are in the default datasource's database instead of the folder. The key
     * stays where the folder says.
     */
    @WithDefault("false")
    boolean inDatabase();

    /** Somebody else who cosigns what is written. */
    Witness witness();
  }

  /** A witness of the ledger. */
  interface Witness {

    /**
     * Where a witness is asked to cosign the ledger ({@code c2sp.org/tlog-witness}), without slash
     * at the end. One that is away is asked again with the next decision; one that has seen what
     * the ledger does not continue keeps the application from starting.
     */
    Optional<URI> url();

    /**
     * The file with the witness's public key. Both or none of the two, neither without a ledger.
     */
    Optional<String> key();
  }

  /** How long events are kept. */
  interface Retaining {

    /**
     * Events older than this are forgotten, of every customer, exactly: a period of calendar units
     * such as {@code P13M}. By default nothing is forgotten for its age.
     */
    Optional<Period> olderThan();

    /**
     * Only events of these kinds; by default of all: {@code view}, {@code cart}, ... Not without an
     * age.
     */
    Optional<List<EventKind>> kinds();

    /** How long after one look for old events ended the next begins. More than nothing. */
    @WithDefault("24H")
    Duration every();
  }

  /** Legal holds. */
  interface Holds {

    /**
     * The folder of the legal holds, made by {@code ricordo hold}. Whatever is forgotten of
     * somebody who is held is copied there first; while the folder cannot be read, nothing is
     * forgotten. Without it nobody is held.
     */
    Optional<String> folder();
  }

  /** What is learned from events. */
  interface Learning {

    /** Whether events move the customer's own memory; if not, they are only written down. */
    @WithDefault("true")
    boolean memoryWrites();

    /** Whether events move the sums that all customers share; if not, they are left as they are. */
    @WithDefault("true")
    boolean collective();
  }
}
