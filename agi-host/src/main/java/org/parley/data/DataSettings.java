package org.parley.data;

import java.nio.file.Path;
import java.util.List;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of what scripts may read. */
public record DataSettings(
        @Setting(
                doc = "Where the verb http may go: names of hosts, *.example.com for all below. Empty: anywhere but to"
                        + " addresses of the machine itself and of its link (127.0.0.1, 169.254.169.254).",
                byDefault = "")
        List<String> httpHosts,

        @Setting(
                doc = "The database that the verb sql reads, such as jdbc:mariadb://127.0.0.1:3306/crm; 'same' for that"
                        + " of database.url, 'none' for none. Sessions are read-only; still, give an account of its own"
                        + " that may SELECT and nothing else.",
                byDefault = "same")
        String sqlUrl,

        @Setting(doc = "Its account; not for 'same'.", byDefault = "")
        String sqlUser,

        @Setting(doc = "Its password, as ${env:NAME} or ${file:PATH}.", byDefault = "")
        Secret sqlPassword,

        @Setting(doc = "Connections for it.", byDefault = "4", min = "1", max = "50")
        int sqlConnectionsMax,

        @Setting(
                doc = "The folder of the knowledge base: one folder in it for each name of the verb kb, with .md, .txt"
                        + " and .csv files.",
                byDefault = "${program}/scripts/kb")
        Path kbFolder,

        @Setting(
                doc = "A folder with a file for each secret of the verb secret: secret('crm') is the content of the"
                        + " file crm. Only its owner should be able to read it.",
                byDefault = "/etc/parley/secrets")
        Path secretsFolder) {}
