test('a yes goes to somebody who is free') {
    caller { hears 'on a recorded line'; says 'how much is that?'; hears 'It is free'; says 'sure, why not' }
    expect { disposition 'XFER'; transfer 'CLOSERS'; note 'offer: yes' }
}

test('a yes is called back when nobody is free') {
    humans CLOSERS: 0
    caller { says 'yes'; says 'tomorrow at three in the afternoon' }
    expect { disposition 'CALLBK'; callback '2030-01-08T15:00'; transfer none }
}

test('a no is a no, and nothing is said after it') {
    caller { says 'no thanks' }
    expect { disposition 'NI'; transfer none; turns atMost(2); said 'goodbye' }
}

test('who is busy is called later') {
    caller { says 'I am busy, call me back'; says 'on friday at ten' }
    expect { disposition 'CALLBK'; callback '2030-01-11T10:00' }
}

test('who is busy and names no time is left alone') {
    caller { says 'not now'; mumbles(); silent() }
    expect { disposition 'NI'; callback none }
}

test('a model decides by the same intents') {
    caller { says 'my mother would love that, go ahead' }
    agent { answers 'Very good.', intent: 'yes' }
    expect { disposition 'XFER'; transfer 'CLOSERS'; note 'offer: yes' }
}

test('a voice that fails leads to a person') {
    caller { says 'hello?' }
    agent { fails() }
    expect { disposition 'XFER'; transfer 'CLOSERS' }
}

test('who says nothing is no answer') {
    expect { disposition 'NA'; note 'offer: SILENCE'; transfer none }
}

test('what is not understood is asked again') {
    caller { says 'purple elephants'; hears ~/other words/; says 'no' }
    expect { disposition 'NI' }
}

test('opt-out is obeyed') {
    caller { says 'take me off your list' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; transfer none }
}

test('who wants a person gets one') {
    caller { says 'let me talk to a real person' }
    expect { disposition 'XFER'; transfer 'CLOSERS' }
}

test('a machine hears no offer') {
    caller { voicemail() }
    expect { disposition 'A'; neverSaid 'hearing test' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { hears 'فحص السمع'; says 'كم السعر'; hears 'مجاني'; says 'نعم' }
    expect { disposition 'XFER'; transfer 'CLOSERS'; neverSaid 'free' }
}
