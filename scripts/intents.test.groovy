test('a goodbye ends the talk') {
    caller { says 'when are you open'; hears 'from nine to five'; says 'thank you, goodbye' }
    expect {
        disposition 'INFO'
        transfer none
        note 'talk ended: INTENT bye'
        path 'converse', 'intent: hours', 'intent: bye', 'hangup'
    }
}

test('who wants a person gets one') {
    caller { says 'a real person please' }
    expect { disposition 'XFER'; transfer '8500'; said 'I will put you through.' }
}

test('what is not understood is asked again in other words') {
    caller { says 'purple elephants'; hears ~/other words/; says 'your address'; hears 'Harbor Street'; hangsUp() }
    expect { endedBy 'caller'; neverSaid 'nine to five' }
}

test('who is silent is asked three times, then a person takes over') {
    caller { hears 'Are you still there?'; hears 'Goodbye' }
    expect { note 'talk ended: SILENCE'; disposition 'XFER'; took atMost(1.min) }
}

test('when the voice fails a person takes over') {
    caller { says 'hello there' }
    agent { fails() }
    expect { note ~/FAILED/; said 'technical problem'; transfer '8500' }
}

test('a talk that takes too long goes to a person') {
    // long turns: the time is over in the last of them, in text and aloud
    caller { 9.times { says 'when are you open, and where are you, please?' } }
    agent {
        9.times {
            answers 'We are open from nine to five, Monday to Friday, and on Saturdays until noon. We are at twelve ' +
                    'Harbor Street, next to the old town hall, with a car park behind the house. The bus stops at ' +
                    'the corner every ten minutes, and the entrance is on the left side of the yard. Please bring ' +
                    'your card when you come.'
        }
    }
    expect { note ~/talk ended: TIME/; transfer '8500'; took atMost(4.5.min) }
}
