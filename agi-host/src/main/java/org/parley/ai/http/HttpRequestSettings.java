package org.parley.ai.http;

import java.util.List;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of how a service is asked. */
public record HttpRequestSettings(
        @Setting(doc = "Where the service is, such as https://speech.example.com; empty: the preset's.", byDefault = "")
        String url,

        @Setting(doc = "The key, as ${env:NAME} or ${file:PATH}; {key} stands for it below.", byDefault = "")
        Secret key,

        @Setting(doc = "The method.", byDefault = "post") Method method,

        @Setting(
                doc = "The path and query behind the address; empty: the preset's. {text}, {language} (fa), {locale}"
                        + " (fa-IR), {voice}, {model}, {rate} and {key} are filled in, encoded.",
                byDefault = "")
        String path,

        @Setting(
                doc = "Headers, NAME: VALUE each, with {language}, {locale}, {voice}, {model}, {rate} and {key}; empty:"
                        + " the preset's. One with {key} is left out when there is no key.",
                byDefault = "")
        List<String> headers,

        @Setting(
                doc = "The type of the body, which decides how values are escaped in it: application/json,"
                        + " application/x-www-form-urlencoded, text/plain, or one of XML such as application/ssml+xml.",
                byDefault = "application/json")
        String type,

        @Setting(
                doc = "The body, with {text} or, as base64, {audio}, and all that the path may have; empty: the"
                        + " preset's.",
                byDefault = "")
        String body) {

    /** The methods. */
    public enum Method {
        POST,
        PUT,
        GET
    }
}
