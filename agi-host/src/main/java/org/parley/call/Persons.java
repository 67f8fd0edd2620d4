package org.parley.call;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.ai.TextToSpeech;
import org.parley.audio.AudioSocketServer;

/**
 * The people whom scripts have called for their callers, from the moment they pick up: Asterisk then asks the host
 * again, with the one-time id of the one who was called. Any thread may use it.
 */
final class Persons {
    /** The script that the dialplan of a person asks for. */
    static final String SCRIPT = "parley-person";

    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Person> expected = new ConcurrentHashMap<>();
    private final AudioSocketServer audio;
    private final String advertise;
    private final TextToSpeech voice;
    private final Duration audioWait;

    Persons(CallRooms rooms, Duration audioWait) {
        this.audio = rooms.audio();
        this.advertise = rooms.advertise();
        this.voice = rooms.voices().textToSpeech();
        this.audioWait = audioWait;
    }

    /** Somebody will be called for this caller; close it when it is known whether they are together. */
    Person expect(SignalQueue caller, Person.Brief brief) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Person person = new Person(id, caller, brief, () -> expected.remove(id));
        expected.put(id, person);
        return person;
    }

    /** He has picked up, on a channel of his own, which is served until his caller comes or does not. */
    void serve(AgiRequest request, AgiChannel channel) throws InterruptedException {
        Person person = expected.remove(request.parameters().getOrDefault("id", ""));
        if (person == null) {
            channel.tryHangup(); // his caller has gone, or he is none of ours
            return;
        }
        person.serve(
                channel,
                new PersonEar(
                        audio,
                        channel,
                        AudioWay.of(request),
                        AudioWay.target(advertise, request.localAddress(), audio),
                        audioWait,
                        voice));
    }
}
