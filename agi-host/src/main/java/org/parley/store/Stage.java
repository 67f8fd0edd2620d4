package org.parley.store;

import java.util.Locale;

/** A moment on the way to an answer, counted from the caller's last word. */
public enum Stage {
    /** It was decided that he has finished. */
    DECIDED("decidedMs"),
    /** His words were known. */
    WORDS("wordsMs"),
    /** The model began to write. */
    FIRST_TOKEN("firstTokenMs"),
    /** The first piece of speech was made. */
    FIRST_AUDIO("firstAudioMs"),
    /** Our first frame left: what the caller feels. */
    FIRST_FRAME("firstFrameMs");

    private final String key;

    Stage(String key) {
        this.key = key;
    }

    /** In the data of the events of the kind {@code latency}. */
    public String key() {
        return key;
    }

    /** The column of parley_answer. */
    String column() {
        return word() + "_ms";
    }

    /** As reports and figures name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
