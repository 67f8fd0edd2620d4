test('greets by name and discloses first') {
    lead firstName: 'Ana'
    caller {
        hears 'Hello Ana. This is Sam, a virtual assistant of the Harbor Clinic, on a recorded line.'
        hangsUp()
    }
    expect { endedBy 'caller'; disposition ''; turns exactly(1) }
}

test('greets a caller without a name too') {
    lead firstName: ''
    caller { hears 'Hello. This is Sam'; hangsUp() }
    expect { neverSaid 'Hello .' }
}

test('nobody may speak over the disclosure') {
    caller { interrupts 'who is this?', at: 'Harbor Clinic'; says 'no' }
    expect { said 'on a recorded line.'; path 'say: Hello', 'ask: Do you have a minute' }
}

test('a call-back after an interruption and a postal code read back') {
    caller {
        says 'yes'
        says 'a new plan'
        says 'three three one zero one'
        hears 'I have 3 3 1 0 1. Is that right?'
        says 'no'
        presses '33102'
        hears ~/3 3 1,? 0 2/
        says 'yes'
        interrupts 'wait, that is too much', at: 'every visit'
        says 'no'
        says 'tomorrow at three'
    }
    expect {
        disposition 'CALLBK'
        callback 'tuesday'
        note 'postal code given'
        note ~/did not want to hear it all/
        neverSaid 'leave it at'
        path 'note: postal code given', 'dispose: CALLBK', 'hangup'
    }
}

test('a busy caller is called back') {
    caller { says 'no'; says 'on friday at ten' }
    expect { disposition 'CALLBK'; callback '2030-01-11T10:00'; endedBy 'script' }
}

test('a busy caller who names no time is not interested') {
    caller { says 'no'; mumbles(); silent() }
    expect { disposition 'NI'; callback none }
}

test('a yes to the plan is a sale') {
    caller { says 'sure'; presses '1'; presses '33101'; says 'right'; says 'yes' }
    expect { disposition 'SALE'; said 'The papers come by mail.' }
}

test('who wants to be taken off the list is') {
    caller { says 'yes'; says 'please take me off your list'; hearsWithin 1500.ms }
    expect { disposition 'DNC'; turns atMost(3); path 'dispose: DNC', 'hangup' }
}

test('a question about the bill goes to a person') {
    caller { says 'yes'; says 'it is about my bill' }
    expect { disposition 'XFER'; transfer '8500' }
}

test('who does not say whether it suits reaches a person') {
    caller { mumbles(); silent() }
    expect { disposition 'XFER'; transfer '8500' }
}

test('who names no topic reaches a person') {
    caller { says 'yes'; mumbles(); mumbles() }
    expect { disposition 'XFER'; transfer '8500' }
}

test('who gives no postal code reaches a person') {
    caller { says 'yes'; says 'plan'; says '1'; says '2' }
    expect { disposition 'XFER'; transfer '8500'; neverSaid 'The new plan covers' }
}

test('who does not say whether to sign up reaches a person') {
    caller { says 'yes'; says 'plan'; says '33101'; says 'yes'; mumbles(); silent() }
    expect { disposition 'XFER'; transfer '8500' }
}
