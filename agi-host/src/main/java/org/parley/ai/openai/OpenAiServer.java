package org.parley.ai.openai;

import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;
import org.parley.settings.Secret;

/**
 * A server that offers OpenAI's interfaces.
 *
 * @param name in logs and failures
 * @param url with the version: {@code https://api.openai.com/v1}
 * @param key sent as a bearer's token; empty: none is sent, for servers that ask for none
 * @param organization sent unless empty
 * @param project sent unless empty
 * @param client what requests go out with, which a test gives certificates of its own
 */
public record OpenAiServer(
        String name, String url, Secret key, String organization, String project, OkHttpClient client) {
    public OpenAiServer {
        String web = url.replaceFirst("(?i)^ws(s?)://", "http$1://").replaceFirst("/+$", "");
        if (HttpUrl.parse(web) == null) {
            throw new IllegalArgumentException(
                    "Expected the address of a server such as" + " https://api.openai.com/v1 but was '" + url + "'");
        }
        url = web;
    }

    /** With a common client. */
    public OpenAiServer(String name, String url, Secret key, String organization, String project) {
        this(name, url, key, organization, project, new OkHttpClient());
    }

    /** A server other than OpenAI's, named by its host. */
    public static OpenAiServer compatible(String url, Secret key) {
        OpenAiServer nameless = new OpenAiServer("compatible", url, key, "", "");
        String host = HttpUrl.get(nameless.url()).host();
        return new OpenAiServer(host.toLowerCase(Locale.ROOT), url, key, "", "");
    }

    /** The same, reached by that client. */
    public OpenAiServer with(OkHttpClient other) {
        return new OpenAiServer(name, url, key, organization, project, other);
    }

    Wire wire(WireLimits limits) {
        return Wire.open(name, limits, client);
    }

    /** A request to a path below its address: {@code chat/completions}. */
    Request.Builder request(String path) {
        Request.Builder request = new Request.Builder().url(url + "/" + path);
        if (!key.reveal().isEmpty()) {
            request.header("Authorization", "Bearer " + key.reveal());
        }
        if (!organization.isEmpty()) {
            request.header("OpenAI-Organization", organization);
        }
        if (!project.isEmpty()) {
            request.header("OpenAI-Project", project);
        }
        return request;
    }
}
