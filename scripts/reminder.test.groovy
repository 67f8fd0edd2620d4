test('who will come is confirmed') {
    lead firstName: 'Ana'
    custom appointment: 'Friday at three'
    caller { hears 'Hello Ana'; hears 'Friday at three'; says 'yes, I will be there' }
    expect { disposition 'SALE'; transfer none; callback none; turns atMost(2) }
}

test('a key is as good as a yes') {
    caller { presses '1' }
    expect { disposition 'SALE'; said 'tomorrow at ten' }
}

test('another time is read back and noted') {
    caller { says 'another day'; says 'on thursday at three in the afternoon'; hears 'Is that right?'; says 'yes' }
    expect { disposition 'CALLBK'; callback '2030-01-10T15:00'; note ~/wants another time/ }
}

test('who names no other time reaches a person') {
    caller { presses '2'; mumbles(); silent() }
    expect { disposition 'XFER'; transfer '8500'; callback none }
}

test('a cancellation is asked for twice') {
    caller { says 'please cancel it'; says 'yes' }
    expect { disposition 'DEC'; note 'cancelled'; transfer none }
}

test('who does not mean it reaches a person') {
    caller { says 'cancel'; says 'no, wait' }
    expect { disposition 'XFER'; transfer '8500' }
}

test('a machine gets the message, without the time') {
    custom appointment: 'Friday at three'
    caller { voicemail() }
    expect { disposition 'A'; said 'Please call us back'; neverSaid 'Friday' }
}

test('opt-out is obeyed') {
    caller { says 'stop calling me' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; transfer none }
}

test('who is not understood reaches a person') {
    caller { mumbles(); silent(); presses '9' }
    expect { disposition 'XFER'; transfer '8500' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { hears 'مساعد آلي'; says 'نعم' }
    expect { disposition 'SALE'; said 'شكراً'; neverSaid 'Thank you' }
}
