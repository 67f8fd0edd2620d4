package org.parley.demo;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.settings.HostPort;
import org.parley.sim.CallerLine;
import org.parley.sim.lab.AsteriskLab;
import org.parley.sim.lab.LabCall;
import org.parley.sim.lab.LabSettings;
import org.parley.sim.lab.LegCaller;

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
    public Placed place(Dialled call, CallerLine.Ear ear) {
        LegCaller caller = LegCaller.place(
                lab,
                LabCall.to(call.extension())
                        .callerId(call.name(), call.phoneNumber())
                        .accountCode(call.code()),
                ear);
        return new Placed() {
            @Override
            public Ended await(Duration limit) throws InterruptedException, TimeoutException {
                if (!caller.awaitEnd(limit)) {
                    throw new TimeoutException("the line is still open");
                }
                return new Ended("", -1, List.of());
            }

            @Override
            public void hangUp() {
                caller.hangUp();
            }
        };
    }

    @Override
    public void close() {
        lab.close();
    }
}
