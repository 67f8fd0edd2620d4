package org.parley.demo;

import java.net.InetSocketAddress;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.settings.HostPort;
import org.parley.sim.CallerLine;
import org.parley.sim.PlacedCall;
import org.parley.sim.lab.AsteriskLab;
import org.parley.sim.lab.LabSettings;

/** Callers on a real Asterisk that the demo starts for itself. */
final class LabFarEnd implements FarEnd {
    private final AsteriskLab lab;

    private LabFarEnd(AsteriskLab lab) {
        this.lab = lab;
    }

    /** Starts Asterisk; its dialplan asks that host. */
    static LabFarEnd start(InetSocketAddress agi) throws InterruptedException {
        HostPort host = new HostPort(agi.getAddress().getHostAddress(), agi.getPort());
        return new LabFarEnd(AsteriskLab.start(LabSettings.standard(host)));
    }

    @Override
    public String description() {
        return lab.version() + ", a process of its own on loopback";
    }

    @Override
    public PlacedCall place(Dialled call, CallerLine.Ear ear) {
        return lab.place(
                AsteriskLab.call(call.extension())
                        .callerId(call.name(), call.phoneNumber())
                        .accountCode(call.code()),
                ear);
    }

    @Override
    public void close() {
        lab.close();
    }
}
