package org.parley.ami;

import org.parley.settings.HostPort;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings for asking an Asterisk from outside its calls, over its manager interface. */
public record AsteriskSettings(
        @Setting(doc = "Where its manager interface (AMI) listens.", byDefault = "127.0.0.1:5038")
        HostPort manager,

        @Setting(
                doc = "The account of manager.conf; empty: neither ./parley call nor the console places calls there, and"
                        + " ./parley doctor does not look.",
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
        HostPort audio,

        @Setting(
                doc = "The context of the dialplan in which extensions and numbers are called for whom an agent is"
                        + " dispatched: what scripts may reach.",
                byDefault = "parley-transfer")
        String people,

        @Setting(
                doc = "The context of Parley's include to which calls go that get an agent by dispatch:"
                        + " parley-osdial-dispatch or parley-vicidial-dispatch on a dialer's Asterisk.",
                byDefault = "parley-dispatch")
        String dispatch) {}
