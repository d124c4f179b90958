package dev.ricordo.governance;

import java.util.Objects;

/** The version of this program, from its jar. */
public final class Version {

  public static final String TEXT =
      Objects.requireNonNullElse(
          Version.class.getPackage().getImplementationVersion(), "development");

  private Version() {}
}
