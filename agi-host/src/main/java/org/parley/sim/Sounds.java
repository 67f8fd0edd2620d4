package org.parley.sim;

import java.util.Map;

/** The sound files that the simulated Asterisk has: name without extension and length in 8 kHz samples. */
record Sounds(Map<String, Long> lengths) {
    Sounds {
        lengths = Map.copyOf(lengths);
    }

    /** A few of those that every Asterisk has. */
    static Sounds standard() {
        return new Sounds(Map.of(
                "beep",
                4000L,
                "silence/1",
                8000L,
                "vm-goodbye",
                8000L,
                "hello-world",
                12_000L,
                "demo-congrats",
                160_000L));
    }

    /** How long a sound is in samples, or -1 when there is none of that name. */
    long samples(String name) {
        return lengths.getOrDefault(name, -1L);
    }
}
