test('a promise with day and sum is read back and kept') {
    custom amount_due: '120'
    caller {
        says 'yes'
        presses '10001'
        hears '120 dollars'
        says 'yes I will pay'
        says 'a hundred and twenty dollars'
        hears 'Is that right?'
        says 'yes'
        says 'on friday'
        hears 'Is that right?'
        says 'yes'
    }
    expect {
        disposition 'SALE'
        note 'promises 120.00 on 2030-01-11'
        remembers 'promise', '120.00 on 2030-01-11'
        transfer none
    }
}

test('a stranger hears nothing of a bill') {
    caller { says 'no, wrong number' }
    expect { disposition 'NA'; neverSaid 'bill'; transfer none }
}

test('who does not know the postal code hears nothing of a bill') {
    caller { says 'yes'; presses '99999' }
    expect { disposition 'NA'; neverSaid 'bill' }
}

test('who keys in nothing hears nothing of a bill') {
    caller { says 'yes'; silent(); silent() }
    expect { disposition 'NA'; neverSaid 'bill' }
}

test('no card number is taken') {
    caller {
        says 'yes'
        presses '10001'
        says 'I give you my card number'
        hears 'Please do not tell me a card number'
        presses '1'
        says 'forty dollars'
        says 'yes'
        says 'tomorrow'
        says 'yes'
    }
    expect { disposition 'SALE'; note 'promises 40.00 on 2030-01-08' }
}

test('a day that is too far off is for a person') {
    caller {
        says 'yes'
        presses '10001'
        presses '1'
        says 'forty dollars'
        says 'yes'
        says 'in nine weeks'
        says 'yes'
    }
    expect { disposition 'XFER'; transfer 'BILLING' }
}

test('a dispute goes to a person') {
    caller { says 'yes'; presses '10001'; says 'that bill is wrong' }
    expect { disposition 'XFER'; transfer 'BILLING' }
}

test('a dispute is called back when nobody is free') {
    humans BILLING: 0
    caller { says 'yes'; presses '10001'; presses '3'; says 'tomorrow at nine in the morning' }
    expect { disposition 'CALLBK'; callback '2030-01-08T09:00' }
}

test('who has paid is thanked') {
    caller { says 'yes'; presses '10001'; says 'I have paid it' }
    expect { disposition 'NI'; note 'has paid' }
}

test('opt-out is obeyed') {
    caller { says 'stop calling me' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; transfer none }
}

test('a machine hears nothing of a bill') {
    caller { voicemail() }
    expect { disposition 'A'; neverSaid 'bill' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { says 'نعم'; presses '10001'; says 'دفعتها' }
    expect { disposition 'NI'; said 'شكراً'; neverSaid 'Thank you' }
}
