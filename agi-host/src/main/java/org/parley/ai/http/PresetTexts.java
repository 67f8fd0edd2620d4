package org.parley.ai.http;

/** What presets have in common. */
final class PresetTexts {
    static final String VIRA_URL = "https://partai.gw.isahab.ir";
    static final String VIRA_HEADERS = "gateway-token: {key}\naccept: application/json";
    static final String VIRA_HOSTS = ".isahab.ir\n.ivira.ai";
    static final String VIRA_PENDING = "/data/status=pending|processing|queued\n/status=pending|processing|queued";
    static final String VIRA_ID = "/data/data/id\n/data/data/requestId\n/data/requestId";
    static final String VIRA_MESSAGES = "/data/data/aiResponse/message\n/data/message\n/message";
    static final String VIRA_KINDS = "content: /data/additionalInfo/additionalInfo/validationResults/*/field=duration";
    static final String SPEACHES_URL = "http://127.0.0.1:8000";
    static final String BEARER = "Authorization: Bearer {key}";
    static final String FASTAPI_MESSAGES = "/detail\n/detail/*/msg\n/error/message";

    private PresetTexts() {}
}
