package org.parley.demo;

import java.net.InetSocketAddress;
import org.parley.ami.OutgoingCall;
import org.parley.demo.DemoDialer.Dialled;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.PlacedCall;
import org.parley.sim.SimulatedAsterisk;

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
    public PlacedCall place(Dialled call, CallerLine.Ear ear) {
        OutgoingCall outgoing = OutgoingCall.to("parley", call.extension())
                .callerId(call.name(), call.phoneNumber())
                .accountCode(call.code());
        return asterisk.place(CallRequest.to(agi, outgoing).on(call.channel(), call.uniqueId()), ear);
    }

    @Override
    public void close() {
        asterisk.close();
    }
}
