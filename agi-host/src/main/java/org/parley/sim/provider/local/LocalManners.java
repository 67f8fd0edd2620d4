package org.parley.sim.provider.local;

import java.time.Duration;

/** How the stand-ins of whisper.cpp and Piper behave. Any thread. */
public final class LocalManners {
    /** What recognition or synthesis takes. */
    public volatile Duration work = Duration.ZERO;

    /** An answer breaks off in its middle. */
    public volatile boolean breaksOff;

    /** What is answered with status 200 instead, "" for what is right. */
    public volatile String nonsense = "";

    /** whisper.cpp: how likely it thinks that nobody spoke. */
    public volatile double noSpeech;

    /** Piper: as its versions before 1.5, with another path. */
    public volatile boolean old;

    /** Piper: the rate of its voice. */
    public volatile int rate = 22_050;

    /** Piper: so many seconds of silence instead of speech. */
    public volatile int endlessSeconds;
}
