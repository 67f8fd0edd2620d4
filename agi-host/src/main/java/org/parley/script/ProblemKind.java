package org.parley.script;

import com.fasterxml.jackson.annotation.JsonValue;

/** What sort of thing is wrong with a script: by its id, which does not change, and in a sentence. */
public enum ProblemKind {
    MISTAKE("mistake", true, "The script does not compile, or breaks a rule of the language."),
    SECRET("secret", true, "A key or password stands in the source."),
    PATTERN("pattern", true, "A regular expression cannot be read, or can take for ever."),
    EXTENSION("extension", true, "Two scripts want one extension."),
    STATUS("status", true, "The dialer does not have the status."),
    NO_STATUS("no-status", false, "A path through the steps ends without a status."),
    DEAD_CODE("dead-code", false, "Code that is never reached."),
    LONG_SAY("long-say", false, "A sentence that a caller will not listen to."),
    TOOL("tool", false, "A tool that the model is told nothing about."),
    LANGUAGE("language", false, "A text is missing in a language that the script speaks."),
    SOUND("sound", false, "A sound that is nowhere."),
    CLIP("clip", false, "A recorded clip whose words or sound are missing."),
    VOICE("voice", false, "A voice that is not set up."),
    HEARING("hearing", false, "A question whose answers the recogniser cannot hear."),
    PRICE("price", false, "A limit of cost without a price."),
    FOLDER("folder", false, "A folder of the knowledge base that is not there."),
    SECRET_FILE("secret-file", false, "A secret that is not there."),
    IN_GROUP("in-group", false, "The dialer does not have the in-group.");

    private final String id;
    private final boolean error;
    private final String sentence;

    ProblemKind(String id, boolean error, String sentence) {
        this.id = id;
        this.error = error;
        this.sentence = sentence;
    }

    /** Its name in reports. */
    @JsonValue
    public String id() {
        return id;
    }

    /** True when such a script is not taken, or does not do what it says; false for what is only doubtful. */
    public boolean isError() {
        return error;
    }

    /** What it is, in general. */
    public String sentence() {
        return sentence;
    }
}
