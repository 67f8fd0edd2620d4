package org.parley.ai.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;

/** Files on the class path. */
final class Resources {
    private Resources() {}

    static URL url(String path) throws IOException {
        URL url = Resources.class.getResource(path);
        if (url == null) {
            throw new FileNotFoundException(
                    "Expected " + path + " on the class path but it is not there: is the" + " installation complete?");
        }
        return url;
    }
}
