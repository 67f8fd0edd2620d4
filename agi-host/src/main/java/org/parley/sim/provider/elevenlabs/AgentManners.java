package org.parley.sim.provider.elevenlabs;

import java.time.Duration;
import java.util.Set;

/** How an agent was set up, and how its service behaves. To be set before the talk. */
public final class AgentManners {
    String in = "pcm_16000";
    String out = "pcm_16000";
    boolean isPublic;
    boolean singleUse;
    String greeting = "";
    Duration turnSilence = Duration.ofMillis(400);
    boolean paced;
    Duration eachWord = Duration.ZERO;
    boolean alignment = true;
    boolean idPerPiece;
    boolean soundBeforeText;
    boolean corrects = true;
    boolean reusesId;
    int stalePieces = 2;
    Duration ping = Duration.ofMillis(300);
    Duration pongWithin = Duration.ofSeconds(2);
    Duration silenceMax = Duration.ofSeconds(60);
    Set<String> refusedOverrides = Set.of();
    boolean refusesLate;
    boolean callsTwice;
    Ending ending = Ending.CLOSE;

    /** How a talk ends when the agent has nothing more to say. */
    public enum Ending {
        /** A close with 1000. */
        CLOSE,
        /** The tool {@code end_call} is told, then a close with 1000. */
        END_CALL,
        /** The tool {@code end_call} is told, and nothing more. */
        END_CALL_ONLY,
        /** The error {@code max_duration_exceeded}, then a close with 1000. */
        MAX_DURATION
    }

    /** The sound formats, by name: what the agent hears and what it speaks. */
    public AgentManners sound(String hears, String speaks) {
        in = hears;
        out = speaks;
        return this;
    }

    /** May be reached without a key. */
    public AgentManners openToAll() {
        isPublic = true;
        return this;
    }

    /** A signed address is good for one talk. */
    public AgentManners oneTalkPerAddress() {
        singleUse = true;
        return this;
    }

    /** The greeting that it has when none is asked for. */
    public AgentManners greets(String text) {
        greeting = text;
        return this;
    }

    /** The caller's words are understood one by one, each so long after the one before; else at once. */
    public AgentManners understandsEachWordIn(Duration each) {
        eachWord = each;
        return this;
    }

    /** Sound comes in real time, not at once. */
    public AgentManners speaksInRealTime() {
        paced = true;
        return this;
    }

    /** Sound comes without the times of its characters. */
    public AgentManners tellsNoTimes() {
        alignment = false;
        return this;
    }

    /** Each piece of sound is an event of its own. */
    public AgentManners countsPieces() {
        idPerPiece = true;
        return this;
    }

    /** The first sound comes before the text. */
    public AgentManners soundFirst() {
        soundBeforeText = true;
        return this;
    }

    /** Says nothing of what was heard after an interruption. */
    public AgentManners neverCorrects() {
        corrects = false;
        return this;
    }

    /** The answer after an interruption has the event id of the interruption. */
    public AgentManners goesOnWithTheSameId() {
        reusesId = true;
        return this;
    }

    /** So many late pieces of each of two old events come after an interruption. */
    public AgentManners stale(int pieces) {
        stalePieces = pieces;
        return this;
    }

    /** How often it pings, and how soon it wants the answer. */
    public AgentManners pings(Duration every, Duration within) {
        ping = every;
        pongWithin = within;
        return this;
    }

    /** Ends talks that send nothing for so long. */
    public AgentManners hangsUpAfter(Duration silence) {
        silenceMax = silence;
        return this;
    }

    /** Does not allow these overrides, by field name, and says so before or after its metadata. */
    public AgentManners refuses(boolean late, String... overrides) {
        refusesLate = late;
        refusedOverrides = Set.of(overrides);
        return this;
    }

    /** Asks for every tool twice. */
    public AgentManners callsToolsTwice() {
        callsTwice = true;
        return this;
    }

    /** How it ends. */
    public AgentManners ends(Ending how) {
        ending = how;
        return this;
    }
}
