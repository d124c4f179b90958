package dev.ricordo.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log's files in memory, to be tampered with. */
final class MemoryTiles implements TileStore {

  final Map<String, byte[]> files = new TreeMap<>();

  MemoryTiles copy() {
    MemoryTiles copy = new MemoryTiles();
    copy.files.putAll(files);
    return copy;
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public List<String> paths() {
    return files.keySet().stream().filter(path -> !path.equals(CHECKPOINT)).toList();
  }

  @Override
  public void write(Map<String, byte[]> written) {
    files.putAll(written);
  }

  @Override
  public void delete(Collection<String> paths) {
    files.keySet().removeAll(paths);
  }

  @Override
  public void setAside(Collection<String> paths) {
    delete(paths);
  }

  @Override
  public void close() {}
}
