package dev.ricordo.governance;

import java.util.Objects;

/** The version of this program, from its jar. */
public final class Version {

  public static final String TEXT =
      Objects.requireNonNullElse(
          Version.class.getPackage().getImplementationVersion(), "development");

  /** As what is kept says which program wrote it. */
  public static final String SOFTWARE = "ricordo " + TEXT;

  private Version() {}
}
