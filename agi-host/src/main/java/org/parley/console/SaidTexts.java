package org.parley.console;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Json;

/** The texts of what the host says, as the pages have them: English is made here and there of the same ones. */
final class SaidTexts {
    static final SaidTexts ENGLISH = load();

    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Object> texts; // a text, or one for each plural form

    private SaidTexts(Map<String, Object> texts) {
        this.texts = Map.copyOf(texts);
    }

    private static SaidTexts load() {
        try (InputStream in = Objects.requireNonNull(
                SaidTexts.class.getResourceAsStream("/org/parley/console/pages/texts/host.en.json"))) {
            return new SaidTexts(Json.read(in.readAllBytes(), new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the host's texts on the class path", e);
        }
    }

    String text(Said said) {
        Object text = texts.get(said.key());
        if (text instanceof Map<?, ?> forms) {
            boolean one = said.args().get("count") instanceof Number count && count.longValue() == 1;
            text = forms.get(one ? "one" : "other");
        }
        if (!(text instanceof String template)) {
            throw new IllegalArgumentException("Expected a text in host.en.json but there is no '" + said.key() + "'");
        }
        Matcher value = VALUE.matcher(template);
        return value.replaceAll(
                found -> Matcher.quoteReplacement(shown(said.args().get(found.group(1)))));
    }

    private String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Said inner -> text(inner);
            case Said.Words(String words) -> words;
            case Said.Quote(String quote) -> quote;
            case Number number -> NumberFormat.getInstance(Locale.ENGLISH).format(number);
            default -> value.toString();
        };
    }
}
