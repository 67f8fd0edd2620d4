package org.parley.ai.http;

import java.time.Duration;
import java.util.List;
import org.parley.settings.Setting;

/** Settings of how an answer is read. Empty lists are the preset's. */
public record HttpAnswerSettings(
        @Setting(
                doc = "Where in a JSON answer the text, or the sound or its address, is: JSON pointers, of which the"
                        + " first with something there counts; * stands for every element. None: the answer is the"
                        + " text itself.",
                byDefault = "")
        List<String> at,

        @Setting(
                doc = "What must hold of an answer that has it not, POINTER=VALUE|VALUE each, such as /status=ok. What"
                        + " does not is a failure.",
                byDefault = "")
        List<String> ok,

        @Setting(doc = "Where an error is described: JSON pointers.", byDefault = "")
        List<String> messages,

        @Setting(
                doc = "What an error means, KIND: STATUS or KIND: POINTER=VALUE each, such as quota: 400. The kinds are"
                        + " auth, quota, rate, network, slow, protocol, content, settings.",
                byDefault = "")
        List<String> kinds,

        @Setting(doc = "How an answer shows that it is not done yet, POINTER=VALUE|VALUE each.", byDefault = "")
        List<String> pending,

        @Setting(doc = "Where such an answer names itself: JSON pointers.", byDefault = "")
        List<String> id,

        @Setting(
                doc = "The path and query to ask again by, with {id}; 404 and 202 mean not done yet. Empty: the"
                        + " preset's.",
                byDefault = "")
        String poll,

        @Setting(doc = "How often it is asked again.", byDefault = "500ms", min = "50ms", max = "30s")
        Duration every) {}
