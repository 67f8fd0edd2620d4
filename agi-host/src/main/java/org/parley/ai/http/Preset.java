package org.parley.ai.http;

import java.util.Map;

/** Services whose form is known. Each names the keys of settings and their values; lists have a value on each line. */
public enum Preset {
    /** All is in the settings. */
    NONE(
            Map.of("sent", "multipart", "part", "file", "form", "wav", "rate", "8000"),
            Map.of("request.body", "{\"text\":\"{text}\"}", "sound", "body", "form", "pcm", "rate", "8000")),

    /** Vira of Part AI Centre, version 2: Avanegar hears and Avasho speaks. Known from integrations alone. */
    VIRA(
            Map.ofEntries(
                    Map.entry("request.url", PresetTexts.VIRA_URL),
                    Map.entry("request.headers", PresetTexts.VIRA_HEADERS),
                    Map.entry("needs-key", "yes"),
                    Map.entry("request.path", "/avanegar/v2/avanegar/request"),
                    Map.entry("sent", "multipart"),
                    Map.entry("part", "audio"),
                    Map.entry("model", "telephony"),
                    Map.entry("fields", """
                            model={model}
                            srt=false
                            inverseNormalizer=false
                            timestamp=false
                            spokenPunctuation=false
                            punctuation=false
                            numSpeakers=0
                            diarize=false"""),
                    Map.entry("form", "wav"),
                    Map.entry("rate", "8000"),
                    Map.entry("answer.at", """
                            /data/data/aiResponse/result/text
                            /data/data/text
                            /data/text
                            /data/aiResponse/result/text
                            /aiResponse/result/text"""),
                    Map.entry("answer.pending", PresetTexts.VIRA_PENDING),
                    Map.entry("answer.id", PresetTexts.VIRA_ID),
                    Map.entry("answer.poll", "/avanegar/v2/avanegar-large/getResult?id={id}"),
                    Map.entry("answer.messages", PresetTexts.VIRA_MESSAGES),
                    Map.entry("answer.kinds", PresetTexts.VIRA_KINDS)),
            Map.ofEntries(
                    Map.entry("request.url", PresetTexts.VIRA_URL),
                    Map.entry("request.headers", PresetTexts.VIRA_HEADERS),
                    Map.entry("needs-key", "yes"),
                    Map.entry("request.path", "/avasho/v2/avasho/request"),
                    Map.entry("request.body", """
                            {"text":"{text}","speaker":"{voice}","speed":"1","timestamp":false}"""),
                    Map.entry("voice", "shahrzad"),
                    Map.entry("sound", "address"),
                    Map.entry("form", "pcm"),
                    Map.entry("rate", "8000"),
                    Map.entry("hosts", PresetTexts.VIRA_HOSTS),
                    Map.entry("answer.at", "/data/data/aiResponse/result/filename"),
                    Map.entry("answer.pending", PresetTexts.VIRA_PENDING),
                    Map.entry("answer.id", PresetTexts.VIRA_ID),
                    Map.entry("answer.poll", "/avasho/v2/avasho/tracking/{id}"),
                    Map.entry("answer.messages", PresetTexts.VIRA_MESSAGES),
                    Map.entry("answer.kinds", PresetTexts.VIRA_KINDS))),

    /** The same centre's older interfaces. */
    VIRA_V1(
            Map.of(
                    "request.url", PresetTexts.VIRA_URL,
                    "request.headers", PresetTexts.VIRA_HEADERS,
                    "needs-key", "yes",
                    "request.path", "/speechRecognition/v1/base64",
                    "request.body", "{\"language\":\"{language}\",\"data\":\"{audio}\"}",
                    "sent", "template",
                    "form", "wav",
                    "rate", "8000",
                    "answer.at", "/data/data/result",
                    "answer.messages", PresetTexts.VIRA_MESSAGES),
            Map.ofEntries(
                    Map.entry("request.url", PresetTexts.VIRA_URL),
                    Map.entry("request.headers", PresetTexts.VIRA_HEADERS),
                    Map.entry("needs-key", "yes"),
                    Map.entry("request.path", "/TextToSpeech/v1/speech-synthesys"),
                    Map.entry("request.body", """
                            {"data":"{text}","filePath":"true","base64":"0","checksum":"1","speaker":"{voice}"}"""),
                    Map.entry("voice", "3"),
                    Map.entry("sound", "address"),
                    Map.entry("form", "pcm"),
                    Map.entry("rate", "8000"),
                    Map.entry("hosts", PresetTexts.VIRA_HOSTS),
                    Map.entry("answer.at", "/data/data/filePath"),
                    Map.entry("answer.messages", PresetTexts.VIRA_MESSAGES))),

    /** Speaches, which was faster-whisper-server; model and voice are those that it has installed. */
    SPEACHES(
            Map.of(
                    "request.url", PresetTexts.SPEACHES_URL,
                    "request.headers", PresetTexts.BEARER,
                    "request.path", "/v1/audio/transcriptions",
                    "sent", "multipart",
                    "part", "file",
                    "fields", "model={model}\nlanguage={language}\nresponse_format=json",
                    "form", "wav",
                    "rate", "8000",
                    "answer.at", "/text",
                    "answer.messages", PresetTexts.FASTAPI_MESSAGES),
            Map.of(
                    "request.url", PresetTexts.SPEACHES_URL,
                    "request.headers", PresetTexts.BEARER,
                    "request.path", "/v1/audio/speech",
                    "request.body", """
                            {"model":"{model}","input":"{text}","voice":"{voice}","response_format":"pcm",\
                            "sample_rate":{rate}}""",
                    "sound", "body",
                    "form", "pcm",
                    "rate", "8000",
                    "answer.messages", PresetTexts.FASTAPI_MESSAGES));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> hearing;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> speaking;

    Preset(Map<String, String> hearing, Map<String, String> speaking) {
        this.hearing = hearing;
        this.speaking = speaking;
    }

    Map<String, String> hearing() {
        return hearing;
    }

    Map<String, String> speaking() {
        return speaking;
    }
}
