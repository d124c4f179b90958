package dev.ricordo.ledger;

import java.util.Optional;

/** Something that is not as it must be, found by an {@link Audit}. */
public sealed interface Finding {

  /** What was found and where, in words. Holds nothing of an entry. */
  String message();

  /** One finding in the place of this and the next, if they are of one kind and adjacent. */
  default Optional<Finding> joined(Finding next) {
    return Optional.empty();
  }

  /** There is no checkpoint: nothing says what the log should be. */
  record CheckpointMissing() implements Finding {
    @Override
    public String message() {
      return "there is no checkpoint";
    }
  }

  /** A file is not of its format. */
  record Malformed(String path, String rule) implements Finding {
    @Override
    public String message() {
      return path + " is malformed: " + rule;
    }
  }

  /**
   * A checkpoint is not to be believed.
   *
   * @param size what it claims
   */
  record Untrusted(long size, Trust.Verdict verdict) implements Finding {
    @Override
    public String message() {
      return "the checkpoint that claims " + size + " entries is not trusted: " + verdict;
    }
  }

  /** The log was longer once: what came after {@code size} is gone or hidden. */
  record Rewound(long seen, long size) implements Finding {
    @Override
    public String message() {
      return "the log went back: it had " + seen + " entries and now claims " + size;
    }
  }

  /** Two histories were signed: what the log had at {@code size} is not what it began with now. */
  record Forked(long size) implements Finding {
    @Override
    public String message() {
      return "the log was forked: its first " + size + " entries are not those once signed";
    }
  }

  /** The stored log, consistent in itself, is not the one that was signed. */
  record RootMismatch(long size) implements Finding {
    @Override
    public String message() {
      return "the " + size + " entries do not hash to the root that was signed";
    }
  }

  /** A file that the checkpoint covers is not there: cut off, or lost. */
  record FileMissing(String path, long firstEntry, long lastEntry) implements Finding {
    @Override
    public String message() {
      return path + " is missing, for " + entries(firstEntry, lastEntry);
    }
  }

  /** Entries hold something that was never in the log. */
  record EntriesEdited(long first, long last) implements Finding {
    @Override
    public String message() {
      return "edited: " + entries(first, last);
    }

    @Override
    public Optional<Finding> joined(Finding next) {
      return next instanceof EntriesEdited other && other.first == last + 1
          ? Optional.of(new EntriesEdited(first, other.last))
          : Optional.empty();
    }
  }

  /** Entries are no longer in the log. */
  record EntriesDropped(long first, long last) implements Finding {
    @Override
    public String message() {
      return "dropped: " + entries(first, last);
    }

    @Override
    public Optional<Finding> joined(Finding next) {
      return next instanceof EntriesDropped other && other.first == last + 1
          ? Optional.of(new EntriesDropped(first, other.last))
          : Optional.empty();
    }
  }

  /**
   * Entries stand where others belong.
   *
   * @param by how much further on they belong; negative if further back
   */
  record EntriesMoved(long first, long last, long by) implements Finding {
    @Override
    public String message() {
      return "moved: at " + entries(first, last) + " stands what belongs " + by + " further on";
    }

    @Override
    public Optional<Finding> joined(Finding next) {
      return next instanceof EntriesMoved other && other.first == last + 1 && other.by == by
          ? Optional.of(new EntriesMoved(first, other.last, by))
          : Optional.empty();
    }
  }

  /** Entries and their hashes were changed together, but not the hashes above them. */
  record EntriesRewritten(long first, long last, String contradictedBy) implements Finding {
    @Override
    public String message() {
      return "among "
          + entries(first, last)
          + " some were rewritten: "
          + contradictedBy
          + " differs";
    }
  }

  /**
   * A hash was changed; the entries are as they were signed.
   *
   * @param position of the hash or entry within the file, from 0
   */
  record TileAltered(String path, int position) implements Finding {
    @Override
    public String message() {
      return path + " was altered at position " + position;
    }
  }

  /** A file holds what no checkpoint covers: left by an append that was cut short, or hidden. */
  record BeyondCheckpoint(String path, long size) implements Finding {
    @Override
    public String message() {
      return path
          + " lies beyond the checkpoint's "
          + size
          + " entries: an append was cut short, or an old checkpoint was put back";
    }
  }

  /** A file is no part of the layout. */
  record Stray(String path) implements Finding {
    @Override
    public String message() {
      return path + " is no file of a log";
    }
  }

  /** So much was wrong or missing that the rest was not looked at. */
  record GivenUp(long atEntry) implements Finding {
    @Override
    public String message() {
      return "nothing was checked from entry " + atEntry + " on";
    }
  }

  private static String entries(long first, long last) {
    return first == last ? "entry " + first : "entries " + first + ".." + last;
  }
}
