package org.parley.ai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;

class WireTest {
    private static final WireLimits QUICK =
            new WireLimits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final Somebody provider = new Somebody();
    private final Wire wire = Wire.open("somebody", QUICK, provider.client());
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        wire.close();
        provider.close();
    }

    @Test
    void messagesGoBothWays() throws Exception {
        try (SocketLink link = open()) {
            assertThat(link.send(JsonNodeFactory.instance.objectNode().put("hello", 1)))
                    .isTrue();
            assertThat(next()).hasToString("{\"echo\":1}");
        }
        assertThat(provider.violations()).isEmpty();
    }

    @Test
    void aRefusalIsNamedByItsStatusAndTellsNoKey() {
        provider.refuseNext(401, "{\"detail\":\"bad key\",\"xi-api-key\":\"abcdefgh12345678\"}");
        assertThatThrownBy(this::open)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.AUTH))
                .satisfies(failure ->
                        assertThat(failure).hasMessageContaining("bad key").hasMessageNotContaining("abcdefgh"));
    }

    @Test
    void aProviderThatNeverAnswersIsSlow() {
        provider.ignoreNext();
        assertThatThrownBy(this::open)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
    }

    @Test
    void aConnectionThatBreaksOffBeforeOrAfterTheUpgradeIsTheNetworks() throws Exception {
        provider.resetNext();
        assertThatThrownBy(this::open)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NETWORK));
        try (SocketLink link = open()) {
            provider.sockets().forEach(FakeSocket::reset);
            assertThat(next())
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NETWORK));
            assertThat(link.send(JsonNodeFactory.instance.objectNode())).isFalse();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aCloseIsNamedByItsCodeAndReason() throws Exception {
        try (SocketLink _ = open()) {
            provider.sockets().forEach(socket -> socket.close(1008, "override not allowed"));
            assertThat(next())
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SETTINGS))
                    .satisfies(failure -> assertThat(failure).hasMessageContaining("override not allowed"));
        }
    }

    @Test
    void whatIsNoJsonBreaksTheSocketOnce() throws Exception {
        try (SocketLink _ = open()) {
            provider.sockets().forEach(socket -> {
                socket.sendText("{nonsense");
                socket.sendText("[1]");
            });
            assertThat(next())
                    .asInstanceOf(type(ProviderException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aRequestHasADeadlineForItsFirstByteAndItsStatusIsAKind() throws Exception {
        Request request = new Request.Builder().url(provider.httpUrl() + "/x").build();
        try (Response response = wire.send(request, no -> wire.failure(no.status(), no.body()))) {
            assertThat(response.body().string()).isEqualTo("fine");
        }
        provider.ignoreNext();
        assertThatThrownBy(() -> wire.send(request, no -> wire.failure(no.status(), no.body())))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.SLOW));
        provider.refuseNext(429, "slow down");
        assertThatThrownBy(() -> wire.send(request, no -> wire.failure(no.status(), no.body())))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.RATE));
    }

    private SocketLink open() throws InterruptedException {
        Request request =
                new Request.Builder().url(provider.httpUrl() + "/socket").build();
        SocketLink link = SocketLink.open(wire, request, Closes::common, new SocketLink.Listener() {
            @Override
            public void message(JsonNode message) {
                heard.add(message);
            }

            @Override
            public void failed(ProviderException cause) {
                heard.add(cause);
            }
        });
        await().until(() -> provider.sockets().stream().anyMatch(FakeSocket::isOpen));
        return link;
    }

    private Object next() throws InterruptedException {
        Object event = heard.poll(5, TimeUnit.SECONDS);
        assertThat(event).as("something within five seconds").isNotNull();
        return event;
    }

    private static final class Somebody extends FakeProvider {
        Somebody() {
            super(true);
            listen();
        }

        @Override
        protected MockResponse answer(RecordedRequest request) {
            if (!request.getTarget().equals("/socket")) {
                return new MockResponse.Builder().body("fine").build();
            }
            return upgrade(request, new FakeSocket(this) {
                @Override
                protected void opened() {}

                @Override
                protected void message(JsonNode message) {
                    send(object().put("echo", message.path("hello").asInt()));
                }
            });
        }
    }
}
