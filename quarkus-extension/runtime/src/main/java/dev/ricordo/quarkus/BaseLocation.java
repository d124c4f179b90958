package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the base that {@code ricordo.base} names. */
final class BaseLocation {

  static final String PROPERTY = "ricordo.base";
  static final String CLASS_PATH = "classpath:";

  /** The file that every base has; found on the class path, it shows where the others are. */
  private static final String MANIFEST = "manifest.json";

  private BaseLocation() {}

  /**
   * Reads the base.
   *
   * @param value of the property
   * @throws ConfigurationException naming the property and its value, and what is wrong with it
   */
  static Base read(Optional<String> value) {
    String location = value.filter(v -> !v.isBlank()).orElseThrow(BaseLocation::missing).strip();
    try {
      return location.startsWith(CLASS_PATH) ? readResource(location) : readFolder(location);
    } catch (RicordoException | UncheckedIOException e) {
      throw wrong(location, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Base readFolder(String location) {
    Path folder = folder(location);
    if (!Files.isDirectory(folder)) {
      throw wrong(location, "is not a folder (looked at " + folder + ")", null);
    }
    try {
      return BaseRegistry.isAt(folder) ? new BaseRegistry(folder).readCurrent() : Base.read(folder);
    } catch (IllegalArgumentException e) {
      throw wrong(location, "is a registry that cannot be used: " + e.getMessage(), e);
    }
  }

  private static Path folder(String location) {
    try {
      return Path.of(location).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw wrong(location, "is not a path: " + e.getReason(), e);
    }
  }

  /** The registry that the property names, if it names one. */
  static Optional<BaseRegistry> registry(Optional<String> value) {
    return value
        .map(String::strip)
        .filter(location -> !location.startsWith(CLASS_PATH))
        .map(BaseLocation::folder)
        .filter(BaseRegistry::isAt)
        .map(BaseRegistry::new);
  }

  private static Base readResource(String location) {
    String name = location.substring(CLASS_PATH.length()).replaceAll("^/+|/+$", "");
    URL manifest =
        Thread.currentThread().getContextClassLoader().getResource(name + "/" + MANIFEST);
    if (manifest == null) {
      throw wrong(
          location, "is not on the class path (looked for " + name + "/" + MANIFEST + ")", null);
    }
    return ClassPathUtils.processAsPath(
        manifest, file -> Base.read(Objects.requireNonNull(file.getParent())));
  }

  private static ConfigurationException missing() {
    return new ConfigurationException(
        PROPERTY
            + ": is missing; set it to the folder of a base, or to "
            + CLASS_PATH
            + " and a folder on the class path",
        Set.of(PROPERTY));
  }

  private static ConfigurationException wrong(
      String location, String what, @Nullable Throwable cause) {
    return new ConfigurationException(
        PROPERTY + ": \"" + location + "\" " + what, cause, Set.of(PROPERTY));
  }
}
