package org.parley.cli;

import java.util.List;
import java.util.Locale;
import org.parley.Settings;
import org.parley.console.host.Installation;
import org.parley.settings.Loaded;

/** How the host of {@code parley run} was set up. */
record HostInstallation(Loaded<Settings> loaded, Surroundings surroundings) implements Installation {

    @Override
    public List<Loaded.Entry> settings() {
        return loaded.entries();
    }

    @Override
    public List<Finding> doctor() throws InterruptedException {
        return DoctorCommand.checks(loaded.value(), surroundings).stream()
                .map(check -> new Finding(
                        check.name(), check.status().name().toLowerCase(Locale.ROOT), check.finding(), check.remedy()))
                .toList();
    }
}
