package dev.ricordo.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that the partitions of a moment's month are there, and those of the next: the month
 * that begins while a transaction is under way. Thread-safe.
 */
/*
 * Asked for by the month of the clock, whichever that is: one that steps back asks for an older month
 * and gets it. There is no default partition, whose rows would stand in the way of later ones.
 */
final class Months {

  private final Transactions transactions;
  private final Set<YearMonth> prepared = ConcurrentHashMap.newKeySet();

  Months(Transactions transactions) {
    this.transactions = transactions;
  }

  void prepare(Instant now) {
    YearMonth month = YearMonth.from(LocalDate.ofInstant(now, ZoneOffset.UTC));
    prepare(month);
    prepare(month.plusMonths(1));
  }

  /** Asks again next time: a database that was restored may be of before a month was prepared. */
  void forget() {
    prepared.clear();
  }

  private void prepare(YearMonth month) {
    if (!prepared.contains(month)) {
      Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      transactions.run(
          "prepare partitions",
          session ->
              session
                  .createNativeQuery(
                      "select count(*) from (select {h-schema}prepare_month(:moment)) as made",
                      Long.class)
                  .setParameter("moment", first)
                  .getSingleResult());
      prepared.add(month);
    }
  }
}
