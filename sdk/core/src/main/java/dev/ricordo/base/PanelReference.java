package dev.ricordo.base;

import java.util.UUID;

/**
 * The panel that a base was trained on. Who its members are, by their random subject ids, is in the
 * journal's own store, where an erasure reaches it.
 *
 * @param id of the panel
 * @param lastPosition of the last event that was read
 * @param members how many customers were read
 */
public record PanelReference(UUID id, long lastPosition, long members) {}
