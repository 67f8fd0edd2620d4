package org.parley.ai.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.ai.ProviderException.Kind;

/** What a status, or 0, or something in an answer means. */
record KindRule(Kind kind, int status, Optional<JsonTest> test) {

    /**
     * The rules that the texts are, {@code KIND: STATUS} or {@code KIND: POINTER=VALUE}.
     *
     * @throws IllegalArgumentException when one of them is none
     */
    static List<KindRule> of(List<String> texts) {
        return texts.stream().map(KindRule::of).toList();
    }

    private static KindRule of(String text) {
        int colon = text.indexOf(':');
        String sign = text.substring(colon + 1).strip();
        Optional<Kind> kind = Stream.of(Kind.values())
                .filter(one -> colon > 0
                        && one.name().equals(text.substring(0, colon).strip().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("KIND: STATUS or KIND: POINTER=VALUE with one of "
                    + Stream.of(Kind.values())
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ", but '" + text + "' is none");
        }
        return sign.matches("[1-5]\\d\\d")
                ? new KindRule(kind.get(), Integer.parseInt(sign), Optional.empty())
                : new KindRule(kind.get(), 0, Optional.of(JsonTest.of(sign)));
    }

    boolean holds(int answered, JsonNode body) {
        return (status != 0 && status == answered)
                || test.filter(one -> one.holds(body)).isPresent();
    }
}
