test('the number of the caller is taken off') {
    caller { hears '2 1 2 5 5 5 0 1 0 1'; says 'yes' }
    expect { disposition 'DNC'; path 'dnc: 2125550101', 'dispose: DNC', 'hangup' }
}

test('another number is read back and taken off') {
    caller { says 'no'; presses '8135550123'; hears 'Is that right?'; says 'yes' }
    expect { disposition 'DNC'; path 'dnc: 8135550123' }
}

test('who calls without a number gives one') {
    lead phoneNumber: ''
    caller { hears 'Which number'; says 'eight one three five five five zero one two three'; says 'yes' }
    expect { disposition 'DNC'; path 'dnc: 8135550123'; neverSaid 'Shall we never' }
}

test('who gives no number reaches a person') {
    caller { silent(); mumbles(); silent(); mumbles(); presses '12#' }
    expect { disposition 'XFER'; transfer '8500' }
}

test('who does not answer has not opted out') {
    caller { hangsUp() }
    expect { disposition ''; endedBy 'caller' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { hears 'هل نوقف'; says 'نعم' }
    expect { disposition 'DNC'; said 'تم'; path 'dnc: 2125550101' }
}
