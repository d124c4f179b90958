package dev.ricordo.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** The base under a key; made and kept if there is none. */
  Base base(String key, Supplier<Base> maker) {
    Path place = folder.resolve("bases").resolve(key);
    if (Files.exists(place.resolve("manifest.json"))) {
      return Base.read(place);
    }
    Base base = maker.get();
    base.write(place);
    return base;
  }

  /** The result under a key, if it is kept. */
  Optional<EvaluationReport.Result> findResult(String key) {
    Path file = result(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Json.mapper().readValue(Files.readAllBytes(file), EvaluationReport.Result.class));
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be read; remove it", e);
    }
  }

  void keep(String key, EvaluationReport.Result result) {
    Path file = result(key);
    try {
      Files.createDirectories(file.getParent());
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.write(partial, Json.text(result).getBytes(StandardCharsets.UTF_8));
      Files.move(partial, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RicordoException("cache: " + file + " cannot be written", e);
    }
  }

  private Path result(String key) {
    return folder.resolve("results").resolve(key + ".json");
  }
}
