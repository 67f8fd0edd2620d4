test('the disclosure comes first, and nobody can cut it') {
    caller { interrupts 'wait', at: 'virtual assistant'; hangsUp() }
    expect { said ~/virtual assistant.*recorded line/; endedBy 'caller' }
}

test('a qualified lead goes to a person with its postal code') {
    caller { says 'yes'; presses '33101'; says 'yes'; says 'yes' }
    expect {
        disposition 'XFER'
        transfer 'CLOSERS'
        field 'postal_code', '33101'
        path 'step: qualify', 'step: offer', 'step: handoff'
    }
}

test('who has no time is called back') {
    caller { says 'yes'; silent(); silent(); says 'no'; says 'tomorrow at three in the afternoon' }
    expect { disposition 'CALLBK'; callback '2030-01-08T15:00'; transfer none }
}

test('who names no time is not interested') {
    caller { says 'yes'; silent(); silent(); says 'no'; mumbles(); silent() }
    expect { disposition 'NI'; callback none }
}

test('who is not covered gets a goodbye') {
    caller { says 'no' }
    expect { disposition 'NQ'; said 'I have nothing for you today' }
}

test('opt-out is obeyed in the middle of a question') {
    caller { says 'take me off your list' }
    expect { disposition 'DNC'; path 'anytime: optOut'; transfer none }
}

test('who wants a person gets one') {
    caller { says 'let me talk to a real person' }
    expect { disposition 'XFER'; transfer 'CLOSERS' }
}

test('an announcement of a machine ends the call') {
    caller { says 'please leave a message after the tone' }
    expect { disposition 'A' }
}

test('a machine that the dialer has found hears nothing') {
    variables AMDSTATUS: 'MACHINE'
    caller { voicemail() }
    expect { disposition 'A'; neverSaid 'virtual assistant' }
}

test('who asks who we are is told, and asked again') {
    caller { says 'who are you'; hears ~/I am calling for/; hears 'Do you have both parts'; says 'no' }
    expect { disposition 'NQ' }
}

test('who is not understood reaches a person') {
    caller { mumbles(); silent() }
    expect { transfer 'CLOSERS' }
}

test('who wants an adviser is called back when none is free') {
    humans CLOSERS: 0
    caller { says 'yes'; presses '33101'; says 'yes'; says 'yes'; says 'tomorrow at ten' }
    expect { disposition 'CALLBK'; callback '2030-01-08T10:00'; transfer none; said 'Nobody is free' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { says 'نعم'; presses '33101'; says 'نعم'; says 'نعم' }
    expect { disposition 'XFER'; transfer 'CLOSERS'; field 'postal_code', '33101'; neverSaid 'Hello' }
}
