package dev.ricordo.shop.catalogue;

/**
 * A colour that a product comes in.
 *
 * @param name what people read, for example {@code sage}
 * @param light the lit side, as {@code #rrggbb}
 * @param main the colour itself
 * @param shade the side away from the light
 */
public record Colour(String name, String light, String main, String shade) {}
