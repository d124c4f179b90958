package dev.ricordo.governance;

/** The nested levels, by their names in reports and commands. */
public enum MemoryLevel {
  L0("working memory"),
  L1("episode"),
  L2("profile"),
  L3("collective counts"),
  L4("base");

  private final String title;

  MemoryLevel(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
