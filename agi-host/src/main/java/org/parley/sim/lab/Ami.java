package org.parley.sim.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.SendActionCallback;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CommandAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.PlayDtmfAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.CommandResponse;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;

/**
 * What tests and demos ask of Asterisk from outside a call, over AMI. A channel is named by its name or its unique id.
 * Any thread may call; every action waits at most five seconds for its reply and throws {@link LabException} when it is
 * refused.
 */
public final class Ami implements AutoCloseable {
    private static final long REPLY_MAX_MILLIS = 5000;

    private final ManagerConnection connection;

    private Ami(ManagerConnection connection) {
        this.connection = connection;
    }

    static Ami connect(int port, String secret) {
        DefaultManagerConnection connection = new DefaultManagerConnection("127.0.0.1", port, "lab", secret);
        connection.setDefaultResponseTimeout(REPLY_MAX_MILLIS);
        connection.setDefaultEventTimeout(REPLY_MAX_MILLIS);
        connection.setSocketTimeout(Math.toIntExact(REPLY_MAX_MILLIS));
        try {
            connection.login();
        } catch (IOException | AuthenticationFailedException | TimeoutException e) {
            throw new LabException("No AMI on 127.0.0.1:%d: %s".formatted(port, e.getMessage()), e);
        }
        return new Ami(connection);
    }

    /**
     * Calls a channel such as {@code Local/9000@lab} or {@code PJSIP/sipp} and, once it has answered, lets it dial.
     * Returns as soon as Asterisk has taken the order.
     *
     * @param uniqueId the unique id that the channel gets; the other half of a Local channel gets it with {@code ;2}
     */
    public void originate(String channel, String uniqueId, LabCall call) {
        OriginateAction action = new OriginateAction();
        action.setChannel(channel);
        action.setChannelId(uniqueId);
        if (channel.startsWith("Local/")) {
            action.setOtherChannelId(uniqueId + ";2");
        }
        action.setContext(call.context());
        action.setExten(call.extension());
        action.setPriority(1);
        action.setAsync(true);
        action.setTimeout(10_000L);
        action.setCallerId("\"%s\" <%s>".formatted(call.callerIdName(), call.callerIdNumber()));
        if (!call.accountCode().isEmpty()) {
            action.setAccount(call.accountCode());
        }
        action.setVariables(call.variables());
        send(action);
    }

    /** Takes a channel out of whatever it does and lets it go on there. */
    public void redirect(String channel, String context, String extension) {
        send(new RedirectAction(channel, context, extension, 1));
    }

    /** Hangs a channel up from outside, as a dialer's daemon does; one that has gone already is no error. */
    public void hangUp(String channel) {
        HangupAction action = new HangupAction(channel);
        ManagerResponse response = reply(action);
        if (response instanceof ManagerError && isUp(channel)) {
            throw refused(action, response);
        }
    }

    /** A channel variable or function such as {@code CHANNEL(state)}; "" when it is unset or the channel has gone. */
    public String variable(String channel, String name) {
        String value = reply(new GetVarAction(channel, name)).getAttribute("value");
        return value == null ? "" : value;
    }

    /** Sets a channel variable. */
    public void setVariable(String channel, String name, String value) {
        send(new SetVarAction(channel, name, value));
    }

    /**
     * Makes Asterisk believe that the far end of the channel has pressed a key and held it that long. Returns once the
     * order is sent; nobody waits for the reply.
     */
    public void press(String channel, char key, Duration held) {
        PlayDtmfAction action = new PlayDtmfAction(channel, String.valueOf(key));
        action.setDuration(Math.toIntExact(held.toMillis()));
        action.setReceive(true);
        try {
            connection.sendAction(action, (SendActionCallback) null);
        } catch (IOException | IllegalStateException e) {
            throw lost(action, e);
        }
    }

    /** The lines that a command of the CLI prints. */
    public List<String> command(String words) {
        CommandAction action = new CommandAction(words);
        ManagerResponse response = send(action);
        return response instanceof CommandResponse command ? List.copyOf(command.getResult()) : List.of();
    }

    /** The names of all channels. */
    public List<String> channels() {
        return command("core show channels concise").stream()
                .filter(line -> line.indexOf('!') > 0)
                .map(line -> line.substring(0, line.indexOf('!')))
                .toList();
    }

    /** Whether a channel of that name or unique id exists. */
    public boolean isUp(String channel) {
        return !variable(channel, "CHANNEL(name)").isEmpty();
    }

    /** The dialplan events from now on. */
    public Watch watch() {
        return Watch.on(connection);
    }

    private ManagerResponse send(ManagerAction action) {
        ManagerResponse response = reply(action);
        if (response instanceof ManagerError) {
            throw refused(action, response);
        }
        return response;
    }

    private ManagerResponse reply(ManagerAction action) {
        try {
            return connection.sendAction(action, REPLY_MAX_MILLIS);
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw lost(action, e);
        }
    }

    private static LabException lost(ManagerAction action, Exception e) {
        return new LabException(
                "No reply of Asterisk to AMI's %s: %s".formatted(action.getAction(), e.getMessage()), e);
    }

    private static LabException refused(ManagerAction action, ManagerResponse response) {
        return new LabException("Asterisk refused AMI's %s: %s"
                .formatted(
                        action.getAction(),
                        Optional.ofNullable(response.getMessage()).orElse("").toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() {
        if (connection.getState() == ManagerConnectionState.CONNECTED) {
            connection.logoff();
        }
    }
}
