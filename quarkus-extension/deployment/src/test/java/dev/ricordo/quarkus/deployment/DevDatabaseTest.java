package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.quarkus.deployment.DevDatabase.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevDatabaseTest {

  @TempDir Path folder;

  @Test
  void keptDatabase_hasItsDataAtTheNextStart() throws Exception {
    Place kept =
        new Place(Optional.of(folder.resolve("pg")), OptionalInt.empty(), OptionalInt.empty());
    try (DevDatabase database = new DevDatabase(kept)) {
      database.start();
      execute(database, "create table kept as select 42 as answer");
    }
    try (DevDatabase database = new DevDatabase(kept)) {
      database.start();
      assertThat(ask(database, "select answer from kept")).isEqualTo("42");
      assertThat(ask(database, "show fsync")).isEqualTo("on");
      assertThat(database.vault()).isEqualTo(folder.resolve("vault"));
      assertThat(database.holds()).isEqualTo(folder.resolve("holds"));
      try (HoldFolder holds = HoldFolder.openExisting(database.holds())) {
        assertThat(holds.all()).isEmpty();
      }
    }
  }

  @Test
  void preferredPort_isLeftToWhoeverHasIt() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(preferring(other.getLocalPort()).choosePort()).isZero();
    }
  }

  @Test
  void demandedPort_failsTheStartIfItIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DevDatabase database = new DevDatabase(demanding(other.getLocalPort()))) {
      assertThatThrownBy(database::start)
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining(String.valueOf(other.getLocalPort()));
    }
  }

  private static Place preferring(int port) {
    return new Place(Optional.empty(), OptionalInt.empty(), OptionalInt.of(port));
  }

  private static Place demanding(int port) {
    return new Place(Optional.empty(), OptionalInt.of(port), OptionalInt.empty());
  }

  private static void execute(DevDatabase database, String command) throws SQLException {
    try (Connection connection = database.running().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String ask(DevDatabase database, String question) throws SQLException {
    try (Connection connection = database.running().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }
}
