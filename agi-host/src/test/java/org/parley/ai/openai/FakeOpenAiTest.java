package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.ai.openai.RealtimeLine.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** The stand-in refuses what the real one refuses: a voice that is careless fails against it. */
class FakeOpenAiTest {
    private final FakeOpenAi fake = new FakeOpenAi(new ScriptedMind(), false);
    private final OkHttpClient client = new OkHttpClient();
    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        fake.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{'type':'session.update','session':{}} | session.type",
                "{'type':'session.update','session':{'type':'realtime','voice':'marin'}} | session.voice",
                "{'type':'session.update','session':{'type':'realtime','modalities':['text','audio']}} | session.modalities",
                "{'type':'session.update','session':{'type':'realtime','temperature':0.8}} | session.temperature",
                "{'type':'session.update','session':{'type':'realtime','output_modalities':['text','audio']}} | session.output_modalities",
                "{'type':'session.update','session':{'type':'realtime','audio':{'input':{'format':'pcm16'}}}} | session.audio.input.format",
                "{'type':'session.update','session':{'type':'realtime','audio':{'input':{'format':{'type':'audio/pcm','rate':16000}}}}}"
                        + " | session.audio.input.format.rate",
                "{'type':'session.update','session':{'type':'realtime','audio':{'output':{'format':{'type':'audio/pcmu','rate':8000}}}}}"
                        + " | session.audio.output.format.rate",
                "{'type':'session.update','session':{'type':'realtime','tools':[{'type':'function','function':{'name':'x'}}]}}"
                        + " | session.tools[0].function",
                "{'type':'input_audio_buffer.append','audio':'%%'} | audio",
                "{'type':'input_audio_buffer.append','audio':'AAAA','rate':8000} | rate",
                "{'type':'conversation.item.create','item':{'type':'message','role':'assistant',"
                        + "'content':[{'type':'input_text','text':'x'}]}} | item.content",
                "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c','output':{}}} | output",
                "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c','output':''}} | ",
                "{'type':'conversation.item.truncate','item_id':'nobody','content_index':0,'audio_end_ms':5} | ",
                "{'type':'conversation.item.delete','item_id':'nobody'} | ",
                "{'type':'response.create','response':{'modalities':['text']}} | response.modalities",
                "{'type':'output_audio_buffer.clear'} | type"
            })
    void whatTheRealOneWouldNotTakeIsAnErrorThatNamesIt(String event, String param) throws Exception {
        WebSocket socket = open();
        String sent = event.replace('\'', '"').replaceFirst("\\{", "{\"event_id\":\"mine\",");
        socket.send(sent);

        JsonNode error = next("error").path("error");
        assertThat(error.path("event_id").asText()).isEqualTo("mine");
        assertThat(error.path("param").asText("")).isEqualTo(param == null ? "" : param);
        assertThat(fake.violations()).hasSize(1);
    }

    @Test
    void theFirstWordIsTheServersAndTheSessionIsEchoed() throws Exception {
        WebSocket socket = open();
        assertThat(next("session.created").path("session").path("id").asText()).startsWith("sess_");
        socket.send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"instructions\":\"Be kind.\"}}");
        JsonNode session = next("session.updated").path("session");
        assertThat(session.path("instructions").asText()).isEqualTo("Be kind.");
        assertThat(session.path("model").asText()).isEqualTo("gpt-realtime");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','messages':[]}",
                "{'model':'m','stream':true,'messages':[]}",
                "{'model':'m','stream':true,'messages':[{'role':'robot','content':'x'}]}",
                "{'model':'m','stream':true,'messages':[{'role':'assistant','content':null}]}",
                "{'model':'m','stream':true,'messages':[{'role':'tool','tool_call_id':'c','content':'x'}]}",
                "{'model':'m','stream':true,'messages':[{'role':'assistant','content':null,'tool_calls':"
                        + "[{'id':'c','type':'function','function':{'name':'x','arguments':'{}'}}]},{'role':'user','content':'x'}]}",
                "{'model':'m','stream':true,'messages':[{'role':'assistant','content':'','tool_calls':[]}]}",
                "{'model':'m','stream':true,'messages':[{'role':'user','content':'x'}],'tools':[{'type':'function','name':'x'}]}",
                "{'model':'m','stream':true,'messages':[{'role':'user','content':'x'}],'num_ctx':1}"
            })
    void aChatIsAsStrict(String body) throws Exception {
        assertThat(post("chat/completions", body.replace('\'', '"'), FakeOpenAi.KEY))
                .isEqualTo(400);
        assertThat(fake.violations()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'tts-1','input':'x'}",
                "{'model':'tts-1','input':'x','voice':'v','sample_rate':8000}",
                "{'model':'tts-1','input':'x','voice':'v','speed':5}",
                "{'model':'tts-1','input':'x','voice':'v','response_format':'mulaw'}",
                "{'model':'tts-1','input':'x','voice':'v','instructions':'y'}"
            })
    void soIsSpeech(String body) throws Exception {
        assertThat(post("audio/speech", body.replace('\'', '"'), FakeOpenAi.KEY))
                .isEqualTo(400);
        assertThat(fake.violations()).hasSize(1);
    }

    @Test
    void aWrongKeyAndAnUnknownPathAreRefused() throws Exception {
        assertThat(post("audio/speech", "{}", "sk-wrong")).isEqualTo(401);
        assertThat(post("audio/transcriptions", "{}", FakeOpenAi.KEY)).isEqualTo(400);
        assertThat(post("completions", "{}", FakeOpenAi.KEY)).isEqualTo(404);
    }

    private int post(String path, String body, String key) throws Exception {
        Request request = new Request.Builder()
                .url(fake.httpUrl() + "/v1/" + path)
                .header("Authorization", "Bearer " + key)
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        }
    }

    private WebSocket open() {
        Request request = new Request.Builder()
                .url(fake.httpUrl() + "/v1/realtime?model=gpt-realtime")
                .header("Authorization", "Bearer " + FakeOpenAi.KEY)
                .build();
        return client.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onMessage(WebSocket webSocket, String text) {
                told.add(json(text));
            }
        });
    }

    private JsonNode next(String wanted) throws InterruptedException {
        JsonNode event = told.poll(5, TimeUnit.SECONDS);
        while (event != null && !event.path("type").asText().equals(wanted)) {
            event = told.poll(5, TimeUnit.SECONDS);
        }
        assertThat(event).as(wanted).isNotNull();
        return event;
    }
}
