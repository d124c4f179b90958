package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseTest {

  @TempDir Path folder;

  @Test
  void stoppedServer_keepsItsData_onAnotherPortToo() throws SQLException {
    Path data = folder.resolve("pg");
    int first;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      first = database.port();
      execute(database, "create table kept as select 42 as answer");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, freePort())) {
      assertThat(database.port()).isNotEqualTo(first);
      assertThat(query(database, "select answer from kept")).isEqualTo("42");
      assertThat(query(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(database, "show fsync")).isEqualTo("on");
      assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void folderInUse_isRefused_andItsServerLeftAlone() throws SQLException {
    Path data = folder.resolve("pg");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("is in use by a running process");
      assertThat(query(database, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void takenPort_isNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder.resolve("pg"), other.getLocalPort()))
          .isInstanceOf(RicordoException.class)
          .hasMessage("database: port " + other.getLocalPort() + " is taken by another program");
    }
  }

  @Test
  void halfMadeFolder_ofAKilledProcess_isMadeAnew() throws Exception {
    Path partial = Files.createDirectories(folder.resolve("pg.partial"));
    Files.writeString(partial.resolve("postgresql.conf"), "half of a line");

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("pg"), 0)) {
      assertThat(query(database, "select 1")).isEqualTo("1");
    }
    assertThat(partial).doesNotExist();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
