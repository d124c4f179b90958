package dev.ricordo.lab;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which code is running: its version, and a digest that changes whenever the code does. */
public final class Code {

  private static final String VERSION_FILE = "version.properties";

  private Code() {}

  /** The version of this build. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = Code.class.getResourceAsStream(VERSION_FILE)) {
      if (in == null) {
        throw new RicordoBug(VERSION_FILE + " is not in the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new RicordoException(VERSION_FILE + ": cannot be read: " + e.getMessage(), e);
    }
    return properties.getProperty("version", "unknown");
  }

  /**
   * SHA-256 over the compiled classes of some packages and those below them.
   *
   * @param anchors one class of each package
   */
  static String digest(List<Class<?>> anchors) {
    return digest(anchors, name -> false);
  }

  /**
   * SHA-256 over the compiled classes of some packages and those below them.
   *
   * @param anchors one class of each package
   * @param without class files that do not count, by names like {@code dev/ricordo/Ricordo.class}
   */
  static String digest(List<Class<?>> anchors, Predicate<String> without) {
    Map<String, byte[]> classes = new TreeMap<>();
    for (Class<?> anchor : anchors) {
      collect(anchor, classes);
    }
    classes.keySet().removeIf(without);
    MessageDigest digest = sha256();
    classes.forEach(
        (name, hash) -> {
          digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          digest.update(hash);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void collect(Class<?> anchor, Map<String, byte[]> classes) {
    CodeSource source = anchor.getProtectionDomain().getCodeSource();
    String folder = anchor.getPackageName().replace('.', '/');
    if (source == null) {
      throw new RicordoBug("no code source for " + anchor);
    }
    try {
      Path location = Path.of(source.getLocation().toURI());
      if (Files.isDirectory(location)) {
        collect(location, location.resolve(folder), classes);
      } else {
        URI jar = URI.create("jar:" + location.toUri());
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
          collect(files.getPath("/"), files.getPath("/", folder), classes);
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw new RicordoException("code: cannot be read: " + e.getMessage(), e);
    }
  }

  private static void collect(Path root, Path folder, Map<String, byte[]> classes)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        classes.put(name, sha256().digest(Files.readAllBytes(file)));
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new RicordoBug("every Java platform has SHA-256", e);
    }
  }
}
