package org.parley.sim.provider.elevenlabs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Base64;
import org.parley.sim.provider.Mind;

/** The agent's speech: faster than real time unless paced, and late after interruptions. Under the talk's lock. */
final class AgentVoice {
    private static final int PIECE_MILLIS = 200;

    private final AgentSocket talk;
    private final AgentManners manners;
    private final Mind mind;
    private final Sound speaks;
    private long lastId; // of the last event
    private int generation; // counts answers and interruptions: what belongs to an earlier one is not sent
    private String text = ""; // what is said
    private byte[] sound = {};
    private long soundId;
    private long startNanos;
    private long endNanos; // when the caller has heard it, in real time; 0 for nothing to hear
    private boolean interrupted;

    AgentVoice(AgentSocket talk, AgentManners manners, Mind mind) {
        this.talk = talk;
        this.manners = manners;
        this.mind = mind;
        this.speaks = new Sound(manners.out);
    }

    long nextId() {
        return ++lastId;
    }

    /** Speaks, and does that when it was heard out. */
    void say(String words, Runnable heardOut) {
        byte[] bytes = speaks.encoded(mind.speak(words));
        long now = System.nanoTime();
        text = words;
        sound = bytes;
        startNanos = Math.max(now, endNanos);
        endNanos = startNanos + bytes.length * 1_000_000_000L / speaks.bytesPerSecond();
        soundId = manners.reusesId && interrupted ? lastId : nextId();
        interrupted = false;
        int mine = ++generation;
        if (!manners.soundBeforeText) {
            sendText();
        }
        pieces(mine, 0);
        talk.later((endNanos - now) / 1_000_000 + 20, () -> {
            if (mine == generation && talk.isOpen()) {
                heardOut.run();
            }
        });
    }

    private void sendText() {
        ObjectNode message = talk.event("agent_response");
        message.putObject("agent_response_event").put("agent_response", text).put("event_id", soundId);
        talk.send(message);
    }

    private void pieces(int mine, int from) {
        int length = pieceBytes();
        int at = from;
        while (at < sound.length && mine == generation) {
            send(at, Math.min(sound.length, at + length), manners.idPerPiece && at > 0 ? nextId() : soundId);
            if (at == 0 && manners.soundBeforeText) {
                sendText();
            }
            at += length;
            if (manners.paced) {
                int next = at;
                talk.later(PIECE_MILLIS, () -> {
                    if (mine == generation && next < sound.length && talk.isOpen()) {
                        pieces(mine, next);
                    }
                });
                return;
            }
        }
    }

    /** An odd number of bytes for samples of two, so that pieces end within samples. */
    private int pieceBytes() {
        int bytes = speaks.bytesPerSecond() * PIECE_MILLIS / 1000;
        return manners.out.startsWith("pcm") ? bytes + 1 : bytes;
    }

    private void send(int from, int to, long id) {
        ObjectNode message = talk.event("audio");
        ObjectNode event = message.putObject("audio_event");
        event.put("audio_base_64", Base64.getEncoder().encodeToString(Arrays.copyOfRange(sound, from, to)));
        event.put("event_id", id);
        if (manners.alignment) {
            Times.of(text, sound.length, from, to, 1000.0 / speaks.bytesPerSecond())
                    .into(event.putObject("alignment"), "chars", "char_start_times_ms", "char_durations_ms");
        }
        talk.send(message);
    }

    /** The caller speaks: if he speaks over us we fall silent, but what is on its way still comes. */
    void interrupt() {
        long now = System.nanoTime();
        generation++;
        if (endNanos - now <= 0) {
            return;
        }
        long voided = manners.idPerPiece ? lastId : soundId;
        interrupted = true;
        lastId = Math.max(lastId, voided);
        ObjectNode message = talk.event("interruption");
        message.putObject("interruption_event").put("event_id", voided);
        talk.send(message);
        int length = Math.min(sound.length, pieceBytes());
        for (int i = 0; i < manners.stalePieces; i++) {
            send(0, length, Math.max(0, voided - 1));
            send(0, length, voided);
        }
        if (manners.corrects) {
            double heard = (double) (now - startNanos) / (endNanos - startNanos);
            int chars = Math.clamp(Math.round(heard * text.length()), 0, text.length());
            ObjectNode correction = talk.event("agent_response_correction");
            correction
                    .putObject("agent_response_correction_event")
                    .put("original_agent_response", text)
                    .put("corrected_agent_response", text.substring(0, chars) + "...")
                    .put("event_id", voided);
            talk.send(correction);
        }
        endNanos = 0;
    }
}
