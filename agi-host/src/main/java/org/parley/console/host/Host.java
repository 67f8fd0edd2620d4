package org.parley.console.host;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.agi.AgiStats;
import org.parley.audio.AudioSocketStats;
import org.parley.call.CallEvents;
import org.parley.call.Events;
import org.parley.call.LiveCalls;
import org.parley.call.Prices;
import org.parley.dispatch.Dispatcher;
import org.parley.script.library.ScriptLibrary;
import org.parley.store.CallBook;

/** What the console asks a host. Any thread may. */
public interface Host {

    /** How its parts are, now; each within two seconds. */
    List<HealthPart> health();

    /** The FastAGI door's figures. */
    AgiStats agiStats();

    /** The audio server's. */
    AudioSocketStats audioStats();

    /** Where the audio server listens. */
    InetSocketAddress audioAddress();

    /**
     * Serves a call that comes in another way than by FastAGI, on a thread of its own, as {@link
     * org.parley.agi.AgiServer#serve} does; false when it is not even looked at.
     */
    boolean serve(AgiRequest request, AgiChannel channel, Runnable ended);

    /** The events of all calls. */
    CallEvents events();

    /** What happens outside of calls: to lines, providers and scripts. */
    Events<HostEvent> news();

    /** The calls that run. */
    LiveCalls liveCalls();

    /** What puts agents on calls. */
    Dispatcher dispatcher();

    /** What was written down about calls. */
    CallBook callBook();

    /** What providers cost. */
    Prices prices();

    /** The folder that recordings are written to. */
    Path recordings();

    /** The scripts. */
    ScriptLibrary scripts();

    /** What stands behind the calls. */
    Backroom backroom();

    /** Finished calls that the database does not have yet. */
    int journalWaiting();
}
