package org.parley.ai.hume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.Closes;
import org.parley.ai.wire.Secrets;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to EVI, from its {@code chat_metadata} on: knows what its errors and its end mean. */
final class HumeChat implements SocketLink.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HumeChat.class);
    private static final int NORMAL = 1000;
    private static final int CODE_CHARS_MAX = 40;
    /** The ends that Hume's webhooks name, as they may stand in the reason of a close or the name of an error. */
    private static final Pattern TIME_OVER = Pattern.compile(
            "(?i)inactiv|user.?(timeout|ended)|silence.?timeout|max.?duration|duration.?(limit|exceed)");

    private final String provider;
    private final Ear ear;
    private final CompletableFuture<String> group = new CompletableFuture<>();
    private @Nullable SocketLink link; // set by open, before anybody else sees the chat
    private volatile @Nullable ProviderException complaint; // the last error that did not end the chat
    private volatile @Nullable End end; // null while it goes on

    /** What a chat tells, one thing at a time. */
    interface Ear {
        /** A message that is neither {@code chat_metadata} nor an error. */
        void message(JsonNode message);

        /** It is over, not by us; told once. */
        void over(HumeChat chat, End end);
    }

    /** Makes a connection, to a group of chats or, with "", to a new one. */
    interface Connector {
        HumeChat connect(String group, Ear ear) throws InterruptedException;
    }

    /** How a chat ended: in order, or by that failure. */
    record End(String reason, @Nullable ProviderException failure) {}

    private HumeChat(String provider, Ear ear) {
        this.provider = provider;
        this.ear = ear;
    }

    /**
     * Connects, and waits for {@code chat_metadata}.
     *
     * @throws ProviderException when there is none within the limit
     */
    static HumeChat open(Wire wire, Request request, Duration limit, Ear ear) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        HumeChat chat = new HumeChat(wire.provider(), ear);
        SocketLink socket = SocketLink.open(wire, request, limit, Closes::common, chat);
        chat.link = socket;
        try {
            String _ = chat.group.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return chat;
        } catch (TimeoutException late) {
            socket.close();
            throw new ProviderException(
                    wire.provider(),
                    Kind.SLOW,
                    "Expected chat_metadata within " + limit.toMillis() + " ms but had none",
                    late);
        } catch (ExecutionException refused) {
            socket.close();
            throw wire.failure(refused.getCause());
        } catch (InterruptedException stopped) {
            socket.close();
            throw stopped;
        }
    }

    /** The group of chats that it belongs to, by which it can be resumed; "" when none was told. */
    String group() {
        return group.getNow("");
    }

    /** Sends a message; false when the chat is over. */
    boolean send(ObjectNode message) {
        SocketLink open = link;
        return open != null && open.send(message);
    }

    /** Sends audio, or drops it when the provider lags. */
    void sendAudio(ObjectNode message) {
        SocketLink open = link;
        if (open != null) {
            boolean _ = open.sendAudio(message);
        }
    }

    /** Messages of audio that were dropped because the provider did not read. */
    long audioDropped() {
        SocketLink open = link;
        return open == null ? 0 : open.audioDropped();
    }

    /** How it ended, if it did. */
    @Nullable
    End end() {
        return end;
    }

    /** It does not keep to its protocol. */
    void broken(String message) {
        SocketLink open = link;
        if (open != null) {
            open.broken(message);
        }
    }

    @Override
    public void message(JsonNode message) {
        switch (message.path("type").asText()) {
            case "chat_metadata" -> {
                boolean _ = group.complete(message.path("chat_group_id").asText(""));
            }
            case "error" -> error(message);
            default -> ear.message(message);
        }
    }

    private void error(JsonNode message) {
        String code = shortened(message.path("code").asText());
        String slug = shortened(message.path("slug").asText());
        String said = Secrets.hidden(message.path("message").asText());
        boolean opening = !group.isDone();
        ProviderException failure = new ProviderException(
                provider,
                kind(code, slug + " " + said, opening),
                "error " + code + (slug.isEmpty() ? "" : " " + slug) + ": " + said,
                null);
        if (opening || endsTheTalk(code)) {
            close();
            over(new End(String.valueOf(failure.getMessage()), failure));
        } else {
            complaint = failure;
            LOG.warn("{} complains: error {} {}", provider, code, slug);
        }
    }

    private static String shortened(String text) {
        return text.length() <= CODE_CHARS_MAX ? text : text.substring(0, CODE_CHARS_MAX);
    }

    /** Nothing left to spend, or it cannot hear us: audio that it does not take is no talk. */
    private static boolean endsTheTalk(String code) {
        return switch (code) {
            case "E0300", "E0102", "E0200", "E0201", "E0202" -> true;
            default -> false;
        };
    }

    private static Kind kind(String code, String said, boolean opening) {
        if (code.equals("E0300")) {
            return Kind.QUOTA;
        }
        if (code.startsWith("E01") || code.startsWith("E02")) {
            return Kind.PROTOCOL;
        }
        String words = said.toLowerCase(Locale.ROOT);
        boolean ours = words.contains("config") || words.contains("resume") || words.contains("not found");
        // internal failures were seen for an unknown configuration
        return opening && ours ? Kind.SETTINGS : Kind.NETWORK;
    }

    @Override
    public void closed(int code, String reason, ProviderException cause) {
        LOG.info("{} closed with {} {}", provider, code, reason);
        ProviderException complained = complaint;
        String why = complained == null ? reason : String.valueOf(complained.getMessage());
        if (TIME_OVER.matcher(why).find() || (code == NORMAL && complained == null)) {
            over(new End(why.isEmpty() ? "closed by " + provider : why, group.isDone() ? null : cause));
        } else {
            over(new End(why, complained == null ? cause : complained));
        }
    }

    @Override
    public void failed(ProviderException cause) {
        over(new End(String.valueOf(cause.getMessage()), cause));
    }

    private void over(End how) {
        ProviderException failure = how.failure();
        if (failure != null && group.completeExceptionally(failure)) {
            return; // told by open
        }
        end = how;
        ear.over(this, how);
    }

    @Override
    public void close() {
        SocketLink open = link;
        if (open != null) {
            open.close();
        }
    }
}
