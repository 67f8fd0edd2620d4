package org.parley.audio;

/**
 * How the AudioSocket server is.
 *
 * @param serves whether calls can have audio
 * @param onTime whether frames left in time lately
 * @param trouble why not, and what to do; "" when all is well
 */
public record AudioHealth(boolean serves, boolean onTime, String trouble) {
    static final AudioHealth WELL = new AudioHealth(true, true, "");

    static AudioHealth down(String trouble) {
        return new AudioHealth(false, true, trouble);
    }
}
