package org.parley.sim.provider.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/** How the stand-in of Vira answers, of all that integrators have seen. Any thread. */
public final class ViraManners {
    /** The place of the text, counted from 0 in the order in which integrators look. */
    public volatile int textAt;

    /** So many answers say that the work is not done. */
    public final AtomicInteger pending = new AtomicInteger();

    /** So many questions for a result are answered by 404 before. */
    public final AtomicInteger unknown = new AtomicInteger();

    /** Ids are numbers. */
    public volatile boolean numbers;

    /** The work fails, and says so with status 200. */
    public volatile boolean fails;

    /** What is heard is longer than it takes. */
    public volatile boolean tooLong;

    /** Makes a file of speech; that of the real one is said to be MP3. */
    public volatile Function<Pcm, byte[]> file = WavFile::bytes;

    /** How the address of a file is written. */
    public volatile Address address = Address.ABSOLUTE;

    /** The forms of an address. */
    public enum Address {
        ABSOLUTE,
        SCHEMELESS,
        RELATIVE,
        ELSEWHERE
    }
}
