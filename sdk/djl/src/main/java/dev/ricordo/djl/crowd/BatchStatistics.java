package dev.ricordo.djl.crowd;

/**
 * Counters since the start, as of one moment.
 *
 * @param waiting requests that are taken and not yet answered
 * @param batches that were run, failed ones included
 * @param requests that were in them
 * @param failedBatches that ended with an exception
 * @param refused requests that there was no room for, or that came too late
 */
public record BatchStatistics(
    int waiting, long batches, long requests, long failedBatches, long refused) {

  /** Requests in a batch, on average; 0 before the first. */
  public double meanFill() {
    return batches == 0 ? 0 : (double) requests / batches;
  }
}
