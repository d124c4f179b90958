/**
 * What a privacy officer, an auditor or an operator does with a shop's memory, each as a plain
 * class: {@link dev.ricordo.governance.InspectCustomer} shows what is remembered of somebody and
 * how it came to be, in words by {@code LevelWords}, as a page in {@code page}; {@link
 * dev.ricordo.governance.ForgetCustomer} previews and carries out an erasure. Both work on the
 * journal that a running shop uses; the shop notices by itself. {@link
 * dev.ricordo.governance.KeepVault} counts, backs up and restores the keys.
 *
 * <p>Benchmarks that need a database work for a {@code BenchTenant} of their own: {@link
 * dev.ricordo.governance.ObserveBenchmark}, {@link dev.ricordo.governance.RecoverFromDatabase},
 * {@link dev.ricordo.governance.SnapshotBenchmark}, {@link dev.ricordo.governance.ForgetBenchmark},
 * {@link dev.ricordo.governance.RestrictBenchmark}, {@link
 * dev.ricordo.governance.ConsolidateInDatabase}.
 *
 * <p>Certificates are in {@code evidence}, requests by right in {@code requests}, base releases in
 * {@code releases}, pages for people in {@code page}. How an act is asked for on a command line is
 * in {@code cli}. What a memory is, and why forgetting is exact, is in {@code dev.ricordo}.
 */
@NullMarked
package dev.ricordo.governance;

import org.jspecify.annotations.NullMarked;
