test('a number by keys that the caller confirms') {
    caller { silent(); hears 'Please key in'; presses '4711#'; hears '4 7 1 1'; says 'yes' }
    expect {
        path 'var: MEMBER=4711', 'say: Thank you. Your number is 4 7 1 1.', 'dispose: INFO', 'hangup'
        disposition 'INFO'
    }
}

test('keys in two goes are one number') {
    caller { presses '47'; presses '11'; says 'right' }
    expect { path 'var: MEMBER=4711' }
}

test('who cannot give a number reaches a person') {
    caller { silent(); presses '1#'; mumbles() }
    expect { disposition 'XFER'; transfer '8500' }
}
