package org.parley.sim.provider.http;

import java.time.Duration;
import java.util.function.Function;
import org.parley.audio.Pcm;

/** How a vendor of no name answers. Any thread. */
public final class VendorManners {
    /** How the sound comes. */
    public volatile Sound sound = Sound.WAV;

    /** Makes the bytes of MP3. */
    public volatile Function<Pcm, byte[]> mp3 = _ -> new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0};

    /** Its rate in Hz. */
    public volatile int rate = 8000;

    /** What it calls it, "" for what it is. */
    public volatile String type = "";

    /** Before the first piece, and before each that follows. */
    public volatile Duration first = Duration.ZERO;

    public volatile Duration each = Duration.ZERO;

    /** It breaks off behind its first piece. */
    public volatile boolean breaksOff;

    /** What it answers instead with status 200, "" for what is right. */
    public volatile String nonsense = "";

    /** Words come as they are, not in JSON. */
    public volatile boolean plain;

    /** The forms of the sound. */
    public enum Sound {
        WAV,
        PCM,
        MULAW,
        BASE64,
        DATA,
        MP3
    }
}
