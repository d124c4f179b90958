package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

final class TransactionsTest {

  @Test
  void transactions_areReadCommitted_whateverTheHostsAreByDefault() {
    String url =
        "jdbc:postgresql://127.0.0.1:"
            + TestDatabase.port()
            + "/postgres?options=-c%20default_transaction_isolation=serializable";
    try (AgroalDataSource pool = Pools.of(url, "postgres", "postgres");
        SessionFactory sessions = Mapping.sessionFactory(pool);
        Transactions transactions = new Transactions(sessions)) {
      for (int time = 0; time < 2; time++) {
        assertThat(shown(transactions, "transaction_isolation")).isEqualTo("read committed");
      }
      assertThat(shown(transactions, "default_transaction_isolation")).isEqualTo("serializable");
    }
  }

  private static String shown(Transactions transactions, String setting) {
    return transactions.run(
        "show",
        session -> session.createNativeQuery("show " + setting, String.class).getSingleResult());
  }
}
