package dev.ricordo.lab;

import java.util.List;

/** Progress that keeps what it is told in words. */
final class NotedProgress {

  private NotedProgress() {}

  /** Adds each note to a list, and shows nothing. */
  static Progress into(List<String> notes) {
    return (task, total) ->
        new Progress.Bar() {
          @Override
          public void advance(long done) {}

          @Override
          public void note(String text) {
            notes.add(text);
          }

          @Override
          public void close() {}
        };
  }
}
