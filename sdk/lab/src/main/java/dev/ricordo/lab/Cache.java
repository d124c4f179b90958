package dev.ricordo.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.lab.evaluate.Ranks;
import dev.ricordo.lab.models.SequenceNet;
import dev.ricordo.lab.train.BaseTraining;
import dev.ricordo.lab.train.LearningCurve;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps trained bases and results on disk under the digest of everything they depend on, so that an
 * evaluation that was cut off goes on where it stopped.
 */
final class Cache {

  private final Path folder;

  Cache(Path folder) {
    this.folder = folder;
  }

  /** The digest of named values. */
  static String key(Map<String, ?> parts) {
    try {
      byte[] text = Json.mapper().writeValueAsBytes(new TreeMap<>(parts));
      return HexFormat.of().formatHex(Code.sha256().digest(text)).substring(0, 32);
    } catch (JsonProcessingException e) {
      throw new RicordoBug("a key does not serialise", e);
    }
  }

  /**
   * The base under a key, and how it was trained; trained and kept if there is none.
   *
   * @param training is given what keeps the best base so far, see {@link Checkpoint}
   */
  Kept base(String key, Function<Consumer<Base>, BaseTraining.Result> training) {
    return alone(key, () -> baseAlone(key, training));
  }

  private Kept baseAlone(String key, Function<Consumer<Base>, BaseTraining.Result> training) {
    Path place = folder.resolve("bases").resolve(key);
    Path curve = place.resolve("learning-curve.json");
    if (Files.exists(place.resolve("manifest.json"))) {
      return new Kept(Base.read(place), read(curve, LearningCurve.class));
    }
    Checkpoint<Base> checkpoint = Checkpoint.ofBase(place);
    BaseTraining.Result made = checkpoint.during(training);
    LearningCurve learning = LearningCurve.of(made.trained());
    write(curve, json(learning));
    made.base().write(place);
    checkpoint.remove();
    return new Kept(made.base(), Optional.of(learning));
  }

  /**
   * A base of the cache.
   *
   * @param curve empty if its file is damaged or missing
   */
  record Kept(Base base, Optional<LearningCurve> curve) {}

  /**
   * The sequence model under a key; trained and kept if there is none.
   *
   * @param training is given what keeps the best net so far, see {@link Checkpoint}
   */
  SequenceNet net(String key, Function<Consumer<SequenceNet>, SequenceNet> training) {
    return alone(key, () -> netAlone(folder.resolve("nets").resolve(key), training));
  }

  private static SequenceNet netAlone(
      Path file, Function<Consumer<SequenceNet>, SequenceNet> training) {
    if (Files.exists(file)) {
      return NetFile.read(file);
    }
    Checkpoint<SequenceNet> checkpoint = Checkpoint.ofNet(file);
    SequenceNet net = checkpoint.during(training);
    NetFile.write(net, file);
    checkpoint.remove();
    return net;
  }

  /** Work that no other process does for the same key at the same time: who comes later waits. */
  private <T> T alone(String key, Supplier<T> work) {
    Path file = folder.resolve("locks").resolve(key);
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return work.get();
      }
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be locked", e);
    }
  }

  /** The result under a key with its ranks; nothing if one is missing, damaged or does not fit. */
  Optional<Examined> findResult(String key) {
    Optional<EvaluationReport.Result> result = read(result(key), EvaluationReport.Result.class);
    Optional<Ranks> ranks = bytes(ranks(key)).flatMap(Ranks::parse);
    if (result.isEmpty() || ranks.isEmpty() || ranks.get().size() != result.get().cases()) {
      return Optional.empty();
    }
    return Optional.of(new Examined(result.get(), ranks.get()));
  }

  void keep(String key, Examined examined) {
    write(ranks(key), examined.ranks().toBytes());
    write(result(key), json(examined.result()));
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    return bytes(file)
        .flatMap(
            text -> {
              try {
                return Optional.ofNullable(Json.mapper().readValue(text, type));
              } catch (IOException e) {
                return Optional.empty();
              }
            });
  }

  private static Optional<byte[]> bytes(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be read", e);
    }
  }

  /** What was kept under a key, if anything was. */
  <T extends Record> Optional<T> find(String key, Class<T> type) {
    return read(result(key), type);
  }

  /** Keeps a record that a command of these options will ask for again. */
  void keep(String key, Record result) {
    write(result(key), json(result));
  }

  private static byte[] json(Object value) {
    return Json.text(value).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.write(partial, content);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be written", e);
    }
  }

  private Path ranks(String key) {
    return folder.resolve("results").resolve(key + ".ranks");
  }

  private Path result(String key) {
    return folder.resolve("results").resolve(key + ".json");
  }
}
