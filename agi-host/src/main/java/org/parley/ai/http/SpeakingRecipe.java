package org.parley.ai.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.parley.ai.http.HttpSpeakingSettings.Form;
import org.parley.ai.http.HttpSpeakingSettings.Sound;
import org.parley.ai.wire.SpeechBytes.Raw;

/** How a synthesiser is asked, and in what form it answers. */
final class SpeakingRecipe {
    final RequestRecipe request;
    final AnswerRecipe answer;
    final Sound sound;
    final Raw raw;
    final int rate;
    private final List<String> hosts;

    SpeakingRecipe(HttpSpeakingSettings settings, Draft draft) {
        sound = draft.constant("sound", settings.sound(), Sound.class);
        rate = draft.number("rate", settings.rate());
        raw = switch (draft.constant("form", settings.form(), Form.class)) {
            case MULAW -> Raw.MULAW;
            case ALAW -> Raw.ALAW;
            default -> Raw.PCM;
        };
        hosts = draft.list("hosts", settings.hosts());
        request = new RequestRecipe(
                settings.request(),
                draft,
                Map.of(
                        "model", draft.text("model", settings.model()),
                        "voice", draft.text("voice", settings.voice()),
                        "rate", String.valueOf(rate)),
                "text",
                true);
        answer = new AnswerRecipe(settings.answer(), draft, request);
        if (rate < 4000) {
            draft.mistake("rate", "a rate of 4000 to 192000 Hz, or 0 for the preset's");
        }
        if (sound != Sound.BODY && answer.at.isEmpty()) {
            draft.mistake("answer.at", "where in the answer the sound is, since sound is not body");
        }
    }

    /** Whether a file may be fetched from there. */
    boolean allows(HttpUrl file) {
        boolean safe = file.isHttps() || !request.base().isHttps();
        return isOwn(file) || (safe && hosts.stream().anyMatch(host -> isHost(file, host)));
    }

    /** Whether that is the service itself, which may see the key. */
    boolean isOwn(HttpUrl file) {
        HttpUrl base = request.base();
        return file.scheme().equals(base.scheme()) && file.host().equals(base.host()) && file.port() == base.port();
    }

    private static boolean isHost(HttpUrl file, String allowed) {
        String host = allowed.strip().toLowerCase(Locale.ROOT);
        return host.startsWith(".") ? file.host().endsWith(host) : file.host().equals(host);
    }
}
