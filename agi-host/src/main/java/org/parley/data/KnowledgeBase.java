package org.parley.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parley.script.Passage;
import org.parley.script.ScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents that scripts search: one folder for each name. Folders are indexed in the background and looked at for
 * changes; a search waits only for the first index of its folder. Any thread may search.
 */
final class KnowledgeBase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KnowledgeBase.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int FOLDERS_MAX = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    private final Path root;
    private final Map<String, Indexed> indexes = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watcher;

    private record Indexed(Map<Path, String> stamps, KnowledgeIndex index) {}

    KnowledgeBase(Path root) {
        this.root = root;
        watcher = Thread.ofPlatform().daemon().name("knowledge").start(this::watch);
    }

    private void watch() {
        try {
            do {
                look();
            } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<String> names = names();
        indexes.keySet().retainAll(names);
        for (String name : names) {
            try {
                index(name);
            } catch (RuntimeException failure) {
                log.warn("knowledge base: {} is as it was: {}", name, failure.toString());
            }
        }
    }

    private List<String> names() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .limit(FOLDERS_MAX)
                    .toList();
        } catch (IOException failure) {
            return List.copyOf(indexes.keySet());
        }
    }

    /** The index of a folder as it is now. */
    private KnowledgeIndex index(String name) {
        Path folder = root.resolve(name);
        Map<Path, String> stamps = Documents.stamps(folder);
        return indexes.compute(name, (_, before) -> {
                    if (before != null && before.stamps().equals(stamps)) {
                        return before;
                    }
                    List<Documents.Piece> pieces = Documents.pieces(folder, stamps.keySet());
                    log.info("knowledge base: {} has {} pieces of {} files", name, pieces.size(), stamps.size());
                    return new Indexed(stamps, new KnowledgeIndex(pieces));
                })
                .index();
    }

    List<Passage> search(String name, String words, int most) {
        Indexed known = indexes.get(name);
        if (known != null) {
            return known.index().search(words, most);
        }
        if (!NAME.matcher(name).matches() || !Files.isDirectory(root.resolve(name))) {
            throw new ScriptException(
                    "Expected a folder of the knowledge base (" + String.join(", ", names()) + ") but was '" + name
                            + "'; make it under data.kb-folder",
                    null);
        }
        return index(name).search(words, most);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            watcher.join(LOOK);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
