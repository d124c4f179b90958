package dev.ricordo.lab;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.event.Event;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.rank.Mixer;
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
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which code is running: its version, and a digest that changes whenever the code does. */
public final class Code {

  private static final String VERSION_FILE = "version.properties";

  /** One class of each package that decides what a trained model is and answers. */
  private static final List<Class<?>> OF_MODELS =
      List.of(
          Code.class,
          BaseTrainer.class,
          SelfModifyingMemory.class,
          Base.class,
          TransitionCounts.class,
          Mixer.class,
          Event.class,
          Catalogue.class);

  /** Code that compares, tells and draws results; a change of it leaves them as they are. */
  private static final Pattern COMPARES_ONLY =
      Pattern.compile(
          "dev/ricordo/lab/((compare|plan|report)/"
              + "|Reporting|PlanReport|Judge|Pictures|Reproduction).*");

  private Code() {}

  /** The version of this build. */
  public static String version() {
    return property("version");
  }

  /**
   * Everything but data and options that a trained model and its answers depend on: the code that
   * trains and answers, and the versions of what it runs on.
   */
  static String ofModels() {
    return OfModels.TEXT;
  }

  /**
   * Read once: the jar on disk may be replaced while this process goes on with the classes of
   * before.
   */
  private static final class OfModels {
    static final String TEXT =
        digest(OF_MODELS, COMPARES_ONLY.asMatchPredicate()) + " on " + platform();
  }

  /** Versions of DJL, PyTorch and Java; of PyTorch the one that DJL is told, if it is told one. */
  private static String platform() {
    String pytorch = Objects.requireNonNullElse(System.getenv("PYTORCH_VERSION"), "");
    return String.format(
        "DJL %s, PyTorch %s, Java %d",
        property("djl"),
        pytorch.isEmpty() ? property("pytorch") : pytorch,
        Runtime.version().feature());
  }

  private static String property(String name) {
    Properties properties = new Properties();
    try (InputStream in = Code.class.getResourceAsStream(VERSION_FILE)) {
      if (in == null) {
        throw new RicordoBug(VERSION_FILE + " is not in the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new RicordoException(VERSION_FILE + ": cannot be read: " + e.getMessage(), e);
    }
    return properties.getProperty(name, "unknown");
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
