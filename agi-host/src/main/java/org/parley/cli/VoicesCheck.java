package org.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parley.Settings;

/** Which voices are set up for free talks, and what the others lack. Asks no provider. */
final class VoicesCheck {
    private VoicesCheck() {}

    static Check of(Settings settings) {
        List<String> setUp = new ArrayList<>(List.of("local"));
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, String> voice : settings.voicesMissing().entrySet()) {
            if (voice.getValue().isEmpty()) {
                setUp.add(voice.getKey());
            } else {
                others.add(voice.getKey() + " needs " + voice.getValue());
            }
        }
        String chain = String.join(", then ", settings.talk().voices());
        String rest = others.isEmpty() ? "" : " (" + String.join("; ", others) + ")";
        return Check.ok("voices", "talk by %s; set up: %s%s".formatted(chain, String.join(", ", setUp), rest));
    }
}
