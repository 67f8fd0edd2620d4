test('the voice talks by its persona, and ends the call') {
    caller { hears 'on a recorded line'; says 'do I have to pay for a first visit?'; says 'wonderful'; silent() }
    agent { answers 'No, a first visit costs nothing.'; calls 'end_call' }
    expect { said 'costs nothing'; disposition 'SALE'; note ~/end_call/; transfer none }
}

test('the box answers by phrases') {
    caller { says 'when are you open?'; hears 'nine to five'; says 'goodbye' }
    expect { disposition 'SALE'; note 'talk ended: INTENT bye' }
}

test('the voice sends the caller to a person') {
    caller { says 'I want to complain' }
    agent { calls 'transfer_call'; answers 'I put you through.' }
    expect { disposition 'XFER'; transfer '8500' }
}

test('when every voice fails a person takes over') {
    caller { says 'hello there' }
    agent { fails() }
    expect { disposition 'XFER'; transfer '8500'; note ~/FAILED/ }
}

test('who says nothing reaches a person in the end') {
    expect { note ~/SILENCE/; disposition 'XFER'; took atMost(1.min) }
}

test('what is not understood is asked again') {
    caller { says 'purple elephants'; hears ~/other words/; hangsUp() }
    expect { endedBy 'caller' }
}

test('opt-out is obeyed') {
    caller { says 'take me off your list' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; transfer none }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { hears 'كيف أستطيع'; says 'مع السلامة' }
    expect { disposition 'SALE'; neverSaid 'Goodbye' }
}
