package dev.ricordo.governance.releases;

/**
 * What the gates know of a release. Whole numbers, and a function of the retained journals of its
 * panel and of the bases: whoever has been forgotten has no part in them.
 *
 * @param members who are still in the panel
 * @param debts of how many people something was forgotten that the base still holds
 * @param events of the members, up to the panel's last position
 * @param largest events of the member who has most
 * @param cases members whose last event, which no training saw, was asked for
 * @param hits how often it was among the first ten that the release answered
 * @param presentHits the same for the release that serves; 0 if none does
 * @param present whether a release serves
 */
public record ReleaseFigures(
    long members,
    long debts,
    long events,
    long largest,
    long cases,
    long hits,
    long presentHits,
    boolean present) {}
