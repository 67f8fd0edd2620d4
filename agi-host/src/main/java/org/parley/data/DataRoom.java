package org.parley.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Clip;
import org.parley.ai.Clips;
import org.parley.script.Data;
import org.parley.script.HttpReply;
import org.parley.script.HttpRequest;
import org.parley.script.Passage;
import org.parley.script.Rows;
import org.parley.script.ScriptException;

/** Everything that scripts read, of one host. Any thread may use it. */
public final class DataRoom implements Data, AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");
    private static final int SECRET_BYTES_MAX = 8192;

    private final Web web;
    private final @Nullable Tables tables; // null without a database for scripts
    private final KnowledgeBase knowledge;
    private final Path secrets;
    private final Clips clips;

    private DataRoom(Web web, @Nullable Tables tables, KnowledgeBase knowledge, Path secrets, Clips clips) {
        this.clips = clips;
        this.web = web;
        this.tables = tables;
        this.knowledge = knowledge;
        this.secrets = secrets;
    }

    /** Opens it; {@code tables} are those of the settings, null for none; {@code clips} are beside the scripts. */
    public static DataRoom open(DataSettings settings, @Nullable Tables tables, Clips clips) {
        return new DataRoom(
                new Web(settings.httpHosts()),
                tables,
                new KnowledgeBase(settings.kbFolder()),
                settings.secretsFolder(),
                clips);
    }

    /** The documents and the clips beside the scripts of a folder alone, for tests of scripts. */
    public static DataRoom beside(Path scripts) {
        Path documents = scripts.resolve("kb");
        return new DataRoom(
                new Web(List.of()),
                null,
                new KnowledgeBase(documents),
                documents,
                new Clips(scripts.resolve("sounds")));
    }

    @Override
    public HttpReply http(HttpRequest request) {
        return web.ask(request);
    }

    @Override
    public Rows sql(String query, List<?> values, Duration within) {
        if (tables == null) {
            throw new ScriptException("Expected a database for the verb sql; set data.sql-url", null);
        }
        return tables.read(query, values, within);
    }

    @Override
    public List<Passage> search(String folder, String words, int most) {
        return knowledge.search(folder, words, most);
    }

    @Override
    public String clip(String name, Map<String, String> values, Locale language, Locale other) {
        Clip clip = clips.named(name, language)
                .or(() -> clips.named(name, other))
                .orElseThrow(() -> new ScriptException(
                        "Expected the words of the clip '%s' in %s.txt of the folder sounds/%s beside the scripts"
                                .formatted(name, name, language.getLanguage()),
                        null));
        try {
            return clip.filled(values);
        } catch (IllegalArgumentException unfit) {
            throw new ScriptException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    @Override
    public String secret(String name) {
        Path file = secrets.resolve(name);
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            throw new ScriptException(
                    "Expected the secret '" + name + "' as a file of that name in data.secrets-folder", null);
        }
        try {
            byte[] content = Files.size(file) > SECRET_BYTES_MAX ? new byte[0] : Files.readAllBytes(file);
            return new String(content, java.nio.charset.StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new ScriptException(
                    "The secret '" + name + "' cannot be read; may the host's user read its file?", failure);
        }
    }

    @Override
    public void close() {
        web.close();
        if (tables != null) {
            tables.close();
        }
        knowledge.close();
    }
}
