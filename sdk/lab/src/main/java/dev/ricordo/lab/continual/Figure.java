package dev.ricordo.lab.continual;

/**
 * One measured number.
 *
 * @param scenario what the customers did
 * @param at the point on the scenario's axis, for example the length of an absence
 * @param measure what was measured
 * @param value mean over the cases
 */
public record Figure(String scenario, String at, String measure, double value, long cases) {}
