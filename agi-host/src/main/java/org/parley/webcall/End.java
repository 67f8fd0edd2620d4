package org.parley.webcall;

import java.util.Locale;

/** Why a call from a page is over, in one sentence for its visitor. */
enum End {
    VISITOR("You have ended the call."),
    AGENT("The agent has ended the call."),
    TIME("The call has come to its longest time."),
    AWAY("Your network was away for too long."),
    FULL("Too many people are calling now. Please try again in a moment."),
    TOKEN("This page's permission to call is over. Please open it again."),
    ORIGIN("This site may not call here."),
    PROTOCOL("The page sent what it may not send. Please open it again."),
    STOPPED("The service is being stopped. Please try again in a few minutes."),
    FAILED("Something has gone wrong on our side. Please try again.");

    private final String sentence;

    End(String sentence) {
        this.sentence = sentence;
    }

    /** As the dialplan would be told: {@code PARLEY_STATUS} and {@code PARLEY_REASON}. */
    static End of(String status, String reason) {
        if (status.equals("BUSY")) {
            return FULL;
        }
        return switch (reason) {
            case "CALLER" -> VISITOR;
            case "TIME", "COST" -> TIME;
            case "STOPPED" -> STOPPED;
            default -> status.equals("DONE") ? AGENT : FAILED;
        };
    }

    /** On the wire. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sentence() {
        return sentence;
    }
}
