package org.parley.call;

import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.RecordingWriter;
import org.parley.dialer.Dialer;
import org.parley.script.library.ScriptLibrary;
import org.parley.store.CallJournal;

/**
 * What the calls of a host share.
 *
 * @param choice which way the audio goes
 * @param advertise the audio address told to Asterisk, or "" for the one at which it reached us
 * @param sounds the scripts' own sounds, and music for callers on hold
 * @param resources what scripts may read
 * @param dialer null when there is no dialer's database
 */
public record CallRooms(
        ScriptLibrary scripts,
        AudioSocketServer audio,
        AudioChoice choice,
        String advertise,
        RecordingWriter recordings,
        Voices voices,
        CallJournal journal,
        @Nullable Dialer dialer,
        Sounds sounds,
        Resources resources) {}
