package org.parley.ami;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.SendActionCallback;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CommandAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ListCommandsAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.PlayDtmfAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.response.CommandResponse;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.parley.settings.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of Asterisk from outside a call, over AMI. A channel is named by its name or its unique id.
 * Any thread may call; every action waits at most five seconds for its reply and throws {@link AmiException} when it is
 * refused.
 */
public final class Ami implements AutoCloseable {
    static final Duration REPLY_MAX = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Ami.class);
    private static final Duration ABANDON_MAX = Duration.ofMillis(900);
    private static final Duration ABANDON_LOOK = Duration.ofMillis(50);
    /** Before the unique id of the half of a Local channel that runs the dialplan: that of the near one. Not behind,
     * as Asterisk takes an id for used when another begins with it. */
    static final String NEAR_HALF = "near-";

    private static final String LOCAL = "Local/";
    private static final String WRITE_REMEDY = "give it write = originate,call,reporting in manager.conf";
    /** The actions by which agents are put on calls. */
    private static final List<String> DISPATCH = List.of("Originate", "Redirect", "Setvar", "Getvar", "Hangup");

    private final ManagerConnection connection;
    private final String user;
    private final Set<CallProgress> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean abandoned;
    private volatile boolean silent; // a reply did not come

    private Ami(ManagerConnection connection, String user) {
        this.connection = connection;
        this.user = user;
        connection.addEventListener(this::take);
    }

    /**
     * Connects and logs in.
     *
     * @throws AmiException when there is no AMI, or it refuses the account
     */
    public static Ami connect(AsteriskSettings settings) {
        HostPort manager = settings.manager();
        DefaultManagerConnection connection = new DefaultManagerConnection(
                manager.host(),
                manager.port(),
                settings.user(),
                settings.secret().reveal());
        connection.setDefaultResponseTimeout(REPLY_MAX.toMillis());
        connection.setDefaultEventTimeout(REPLY_MAX.toMillis());
        connection.setSocketTimeout(Math.toIntExact(REPLY_MAX.toMillis()));
        try {
            connection.login();
        } catch (AuthenticationFailedException e) {
            if (e.getCause() instanceof TimeoutException || e.getCause() instanceof IOException) {
                throw new AmiException(
                        "AMI at %s takes the connection and does not answer the login".formatted(manager),
                        "see that asterisk.manager is the port of AMI, and that Asterisk is well");
            }
            throw new AmiException(
                    "AMI at %s refuses the user '%s'".formatted(manager, settings.user()),
                    "correct asterisk.user and asterisk.secret, or secret and permit of its section in manager.conf");
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw new AmiException(
                    "No AMI at %s: %s".formatted(manager, e.getMessage()),
                    "correct asterisk.manager, or say enabled = yes in manager.conf");
        }
        return new Ami(connection, settings.user());
    }

    /**
     * Calls a channel such as {@code Local/9000@lab} or {@code PJSIP/101} and, once it has answered, lets it dial.
     * Returns as soon as Asterisk has taken the order. The other half of a Local channel gets the unique id with
     * {@code ;2}.
     */
    public CallProgress ring(String channel, OutgoingCall call, Duration ringMax) {
        String id = "parley-" + UUID.randomUUID();
        OriginateAction action = originate(channel, call, id);
        action.setChannelId(id);
        if (channel.startsWith(LOCAL)) {
            action.setOtherChannelId(id + ";2");
        }
        action.setContext(call.context());
        action.setExten(call.extension());
        action.setPriority(1);
        return send(action, new CallProgress(channel, id, ringMax, "is there such a channel, and is it registered?"));
    }

    /**
     * Dials the call's extension from a Local channel and, once the dialplan has answered, runs an application on its
     * near half. Returns as soon as Asterisk has taken the order.
     */
    public CallProgress dial(OutgoingCall call, String id, String application, String data, Duration answerMax) {
        String channel = LOCAL + call.extension() + "@" + call.context();
        OriginateAction action = originate(channel, call, id);
        action.setChannelId(NEAR_HALF + id);
        action.setOtherChannelId(id);
        action.setApplication(application);
        action.setData(data);
        String dialled = "extension %s in context %s".formatted(call.extension(), call.context());
        return send(
                action, new CallProgress(dialled, id, answerMax, "is there such an extension, and does it answer?"));
    }

    private static OriginateAction originate(String channel, OutgoingCall call, String id) {
        call.variables().forEach((name, value) -> {
            if (value.indexOf(',') >= 0) { // AMI ends the value there
                throw new IllegalArgumentException(
                        "Expected no comma in variable " + name + " but was '" + value + "'");
            }
        });
        OriginateAction action = new OriginateAction();
        action.setActionId(id);
        action.setChannel(channel);
        action.setAsync(true);
        if (!call.callerIdNumber().isEmpty()) {
            action.setCallerId("\"%s\" <%s>".formatted(call.callerIdName(), call.callerIdNumber()));
        }
        if (!call.accountCode().isEmpty()) {
            action.setAccount(call.accountCode());
        }
        action.setVariables(call.variables());
        return action;
    }

    private CallProgress send(OriginateAction action, CallProgress progress) {
        action.setTimeout(progress.ringMax().toMillis());
        calls.add(progress);
        if (abandoned) {
            calls.remove(progress);
            throw new AmiException("The call was not placed: the program ends", "");
        }
        try {
            send(action);
        } catch (AmiException e) {
            calls.remove(progress);
            throw e;
        }
        return progress;
    }

    private void take(ManagerEvent event) {
        calls.removeIf(CallProgress::isOver);
        calls.forEach(call -> call.take(event));
    }

    /**
     * Refuses an account that may not do what dispatch takes.
     *
     * @throws AmiException when it lacks a right
     */
    public void checkRights() {
        ManagerResponse may = send(new ListCommandsAction());
        List<String> lacking = DISPATCH.stream()
                .filter(action -> may.getAttribute(action) == null)
                .toList();
        if (!lacking.isEmpty()) {
            throw new AmiException(
                    "AMI does not let '%s' use %s".formatted(user, String.join(", ", lacking)), WRITE_REMEDY);
        }
    }

    /**
     * Refuses an extension that the dialplan does not have, as far as Asterisk tells.
     *
     * @throws AmiException when there is none
     */
    public void checkExtension(String context, String extension) {
        checkContext(context);
        if (variable("", "DIALPLAN_EXISTS(%s,%s,1)".formatted(context, extension))
                .equals("0")) {
            throw new AmiException(
                    "Context %s has no extension %s".formatted(context, extension),
                    "name another context by --context or asterisk.context, or add the extension to it");
        }
    }

    /**
     * Refuses a context that the dialplan does not have, as far as Asterisk tells.
     *
     * @throws AmiException when there is none
     */
    public void checkContext(String context) {
        if (variable("", "DIALPLAN_EXISTS(%s)".formatted(context)).equals("0")) {
            throw new AmiException(
                    "The dialplan has no context " + context,
                    "correct asterisk.context or --context; asterisk -rx 'dialplan show' lists them");
        }
    }

    /**
     * Refuses an Asterisk without the application AudioSocket, as far as it tells.
     *
     * @return whether it does tell; it needs func_module for that
     * @throws AmiException when it has none
     */
    public boolean checkAudioSocket() {
        String loaded = variable("", "IFMODULE(app_audiosocket.so)");
        if (loaded.equals("0")) {
            throw new AmiException(
                    "This Asterisk has not loaded the application AudioSocket",
                    "load res_audiosocket.so and app_audiosocket.so (modules.conf); they come with Asterisk 18 and"
                            + " newer");
        }
        return loaded.equals("1");
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

    /**
     * Orders no more calls and hangs up those that are not over, within a second. A channel comes into being a moment
     * after its order, and only then can it be hung up: it is tried until Asterisk has told that the call is over.
     */
    public void abandon() {
        abandoned = true;
        long deadline = System.nanoTime() + ABANDON_MAX.toNanos();
        try {
            for (CallProgress call : calls) {
                while (!call.isOver() && System.nanoTime() < deadline) {
                    hangUp(call.uniqueId());
                    boolean _ = call.awaitOver(ABANDON_LOOK);
                }
            }
        } catch (AmiException e) {
            LOG.warn("Calls may go on: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A channel variable or function such as {@code CHANNEL(state)}; "" when it is unset or the channel has gone. A
     * channel of "" asks for a global variable, or a function that needs no channel.
     */
    public String variable(String channel, String name) {
        String value = reply(channel.isEmpty() ? new GetVarAction(name) : new GetVarAction(channel, name))
                .getAttribute("value");
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

    /** Whether it can be asked something now, and has always answered. */
    public boolean isConnected() {
        return !silent && connection.getState() == ManagerConnectionState.CONNECTED;
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
            return connection.sendAction(action, REPLY_MAX.toMillis());
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw lost(action, e);
        }
    }

    private AmiException lost(ManagerAction action, Exception e) {
        silent = true;
        return new AmiException("No reply to AMI's %s: %s".formatted(action.getAction(), e.getMessage()), "");
    }

    private AmiException refused(ManagerAction action, ManagerResponse response) {
        String words = Optional.ofNullable(response.getMessage()).orElse("");
        return new AmiException(
                "Asterisk refuses AMI's %s to the user '%s': %s"
                        .formatted(action.getAction(), user, words.toLowerCase(Locale.ROOT)),
                words.equals("Permission denied") ? WRITE_REMEDY : "");
    }

    @Override
    public void close() {
        ManagerConnectionState state = connection.getState();
        if (state == ManagerConnectionState.CONNECTED || state == ManagerConnectionState.RECONNECTING) {
            connection.logoff();
        }
    }
}
