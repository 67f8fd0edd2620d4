package org.parley.ami;

import org.parley.settings.HostPort;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings for placing test calls into an Asterisk. */
public record AsteriskSettings(
        @Setting(doc = "Where its manager interface (AMI) listens.", byDefault = "127.0.0.1:5038")
        HostPort manager,

        @Setting(
                doc = "The account of manager.conf; empty: ./parley call places no calls there, and ./parley doctor"
                        + " does not look.",
                byDefault = "")
        String user,

        @Setting(doc = "Its secret, as ${env:NAME} or ${file:PATH}.", byDefault = "")
        Secret secret,

        @Setting(
                doc = "The context of the dialplan in which the extension is called: the one in which callers dial"
                        + " it.",
                byDefault = "parley-agents")
        String context,

        @Setting(
                doc = "Where Asterisk connects the audio of a simulated caller: an IP address of this machine that it"
                        + " can reach. Port 0 picks a free one.",
                byDefault = "127.0.0.1:0")
        HostPort audio) {}
