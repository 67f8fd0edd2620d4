test('a message and a call-back') {
    at '2030-01-07T20:30'
    caller { hears 'We are closed now'; says 'I lost my glasses'; says 'tomorrow at ten' }
    expect { disposition 'CALLBK'; callback '2030-01-08T10:00'; note 'I lost my glasses'; transfer none }
}

test('a time when we are closed is asked for again') {
    at '2030-01-11T20:30'
    caller {
        says 'a question'
        says 'tomorrow at ten'
        hears 'We are closed then'
        says 'on monday at four in the afternoon'
    }
    expect { disposition 'CALLBK'; callback '2030-01-14T16:00' }
}

test('twice is enough') {
    at '2030-01-11T20:30'
    caller { says 'a question'; says 'tomorrow at ten'; says 'on sunday at ten' }
    expect { disposition 'NA'; callback none; said 'call us again'; endedBy 'script' }
}

test('who calls in time reaches a person at once') {
    at '2030-01-07T16:59'
    expect { disposition 'XFER'; transfer '8500'; neverSaid 'closed' }
}

test('it is his clock that counts') {
    lead clock: '-08:00'
    at '2030-01-07T08:59'
    caller { hears 'We are closed now'; hangsUp() }
    expect { endedBy 'caller'; callback none }
}

test('who says nothing is let go') {
    at '2030-01-06T12:00'
    caller { silent(); silent(); silent(); silent() }
    expect { disposition 'NI'; callback none; endedBy 'script' }
}

test('in Arabic too') {
    at '2030-01-07T20:30'
    variables PARLEY_LANGUAGE: 'ar'
    caller { says 'سؤال'; says 'غداً الساعة العاشرة صباحاً' }
    expect { disposition 'CALLBK'; callback '2030-01-08T10:00'; neverSaid 'Goodbye' }
}

test('opt-out is obeyed') {
    at '2030-01-07T20:30'
    caller { says 'please stop calling me' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; callback none }
}
