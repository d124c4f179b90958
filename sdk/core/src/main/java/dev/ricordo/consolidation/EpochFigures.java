package dev.ricordo.consolidation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an epoch consists of, in whole numbers: a function of the kept journals of those who have
 * events in it, and of the limits of {@link GateRules}.
 *
 * @param events events in the epoch
 * @param contributors customers with at least one of them
 * @param largest events of the customer who has most
 * @param floods events of customers who have more than {@link GateRules#floodEvents}
 * @param haste views that came faster than a person clicks, see {@link GateRules#hasteViews}
 * @param pushed events of the campaign that brought most, of those campaigns that brought at least
 *     {@link GateRules#minimumContributors} customers
 * @param categories events by top category of their items
 * @param brands events by brand, where items have one
 * @param consolidations how often own slower levels of these customers consolidated at events of
 *     the epoch: L1 first, one number a level; none where the base has no such levels
 * @param panelCases steps of panel members in the epoch
 * @param panelHits how many of them were among the best ten items by what all others brought in the
 *     same epoch
 * @param brought digest of D(e), SHA-256 in hexadecimal: all cells in the order of their items' ids
 */
public record EpochFigures(
    long events,
    long contributors,
    long largest,
    long floods,
    long haste,
    long pushed,
    SortedMap<String, Long> categories,
    SortedMap<String, Long> brands,
    List<Long> consolidations,
    long panelCases,
    long panelHits,
    String brought) {

  public EpochFigures {
    categories = copy(categories);
    brands = copy(brands);
    consolidations = List.copyOf(consolidations);
  }

  private static SortedMap<String, Long> copy(Map<String, Long> counts) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }
}
