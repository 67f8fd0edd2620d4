test('without a model the phrases answer') {
    caller { hears 'on a recorded line'; says 'when do you open?'; hears 'nine to five'; says 'that is all, goodbye' }
    expect { disposition 'SALE'; note 'talk ended: INTENT bye'; transfer none }
}

test('a model asks for free visits, and ends the call') {
    caller { says 'is anything free on tuesday?'; says 'ten is fine'; silent() }
    agent {
        calls 'visits', day: 'Tuesday'
        answers 'On Tuesday at ten or at three.'
        answers 'Then we see you at ten. Goodbye.', intent: 'bye'
    }
    expect { disposition 'SALE'; tool 'at ten and at three'; note 'asked for visits on Tuesday' }
}

test('a model agrees a call-back by the caller\'s clock') {
    caller { says 'call me tomorrow at three in the afternoon'; says 'that is all, goodbye' }
    agent { calls 'schedule_callback', when: 'tomorrow at three in the afternoon'; answers 'I have noted it.' }
    expect { callback '2030-01-08T15:00'; transfer none }
}

test('who wants a person gets one') {
    caller { says 'let me talk to a real person' }
    expect { disposition 'XFER'; transfer '8500' }
}

test('when the voice fails a person takes over') {
    caller { says 'hello there' }
    agent { fails() }
    expect { disposition 'XFER'; note ~/FAILED/ }
}

test('who says nothing reaches a person in the end') {
    expect { note ~/SILENCE/; disposition 'XFER'; took atMost(1.min) }
}

test('opt-out is obeyed') {
    caller { says 'take me off your list' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; transfer none }
}

test('what is not understood is asked again') {
    caller { says 'purple elephants'; hears ~/other words/; says 'your address'; hears 'Harbor Street'; hangsUp() }
    expect { endedBy 'caller' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { says 'متى تفتحون'; hears 'من التاسعة'; says 'مع السلامة' }
    expect { disposition 'SALE'; neverSaid 'How can I' }
}
