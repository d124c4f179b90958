package dev.ricordo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 1, 5, tile/0/001.p/5",
    "-1, 1, 255, tile/entries/001.p/255",
    "0, 1234067, 256, tile/0/x001/x234/067",
    "5, 123456078, 2, tile/5/x123/x456/078.p/2",
    "-1, 3057500, 256, tile/entries/x003/x057/500",
    "7, 1000, 1, tile/7/x001/000.p/1"
  })
  void paths_areThoseOfTheSpecification(int level, long index, int width, String path) {
    TilePath tile = new TilePath(level, index, width);

    assertThat(tile.path()).isEqualTo(path);
    assertThat(TilePath.find(path)).contains(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint",
        "tile/0",
        "tile/-1/000",
        "tile/00/000",
        "tile/8/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/",
        "tile/data/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/x001/x002/x003/x004/x005/x006/007",
        "tile/0/x036/x028/x797/x018/x963/967",
        "tile/0/x999/x999/x999/x999/x999/999.p/1"
      })
  void otherPaths_areNone(String path) {
    assertThat(TilePath.find(path)).isEmpty();
  }

  /** The specification's example: a log of 70,000 entries. */
  @Test
  void widthsAtTheEdge_followTheSize() {
    assertThat(TilePath.within(70_000, 0, 272).isFull()).isTrue();
    assertThat(TilePath.within(70_000, 0, 273).width()).isEqualTo(112);
    assertThat(TilePath.within(70_000, 1, 0).isFull()).isTrue();
    assertThat(TilePath.within(70_000, 1, 1).width()).isEqualTo(17);
    assertThat(TilePath.within(70_000, 2, 0).width()).isEqualTo(1);
  }
}
