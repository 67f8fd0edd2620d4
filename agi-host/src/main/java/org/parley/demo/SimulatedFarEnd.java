package org.parley.demo;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/** Callers over loopback by the simulated Asterisk: real AGI, real AudioSocket, no telephone. */
final class SimulatedFarEnd implements FarEnd {
    private final InetSocketAddress agi;
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();

    SimulatedFarEnd(InetSocketAddress agi) {
        this.agi = agi;
    }

    @Override
    public String description() {
        return "simulated Asterisk, AGI and AudioSocket over loopback";
    }

    @Override
    public Placed place(Dialled call, CallerLine.Ear ear) {
        SimulatedChannel channel = asterisk.place(
                CallRequest.to(agi, call.extension())
                        .callerId(call.name(), call.phoneNumber())
                        .accountCode(call.code())
                        .on(call.channel(), call.uniqueId()),
                ear);
        return new Placed() {
            @Override
            public Ended await(Duration limit) throws InterruptedException, TimeoutException {
                CallEnd end = channel.await(limit);
                String target = end.target().isEmpty() ? "" : " " + end.target();
                return new Ended(end.route() + target, end.firstAudioMillis(), end.faults());
            }

            @Override
            public void hangUp() {
                channel.hangUp();
            }
        };
    }

    @Override
    public void close() {
        asterisk.close();
    }
}
