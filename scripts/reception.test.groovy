test('who asks for an appointment reaches the people of it') {
    caller {
        hears 'on a recorded line'
        says 'appointments'
        hears 'Rita of appointments'
        says 'how much is it?'
        hears 'costs nothing'
        says 'then book me in'
    }
    expect { transfer 'SALES'; disposition 'XFER'; said 'find you a time' }
}

test('keys lead to the departments too') {
    caller { presses '3'; hears 'Lin of billing'; says 'my bill is wrong' }
    expect { transfer 'BILLING'; disposition 'XFER'; path 'step: desk', 'step: billing', 'step: person' }
}

test('service answers by itself what it can') {
    caller {
        presses '2'
        hears 'Omar of service'
        says 'when do you open?'
        hears 'nine to five'
        says 'that is all'
    }
    expect { transfer none; disposition 'NI' }
}

test('a message and a call-back when nobody is free') {
    humans SERVICE: 0
    caller { presses '2'; says 'let me talk to a real person'; says 'my glasses broke'; says 'tomorrow at ten' }
    expect {
        disposition 'CALLBK'
        callback '2030-01-08T10:00'
        note 'message for SERVICE: my glasses broke'
        transfer none
    }
}

test('on Sunday nobody is looked for') {
    at '2030-01-06T11:00'
    caller { presses '3'; says 'it is wrong'; says 'the bill of May'; says 'tomorrow at nine' }
    expect { disposition 'CALLBK'; neverSaid 'looking for a colleague'; callback 'monday' }
}

test('who names no time has left a message all the same') {
    humans 0
    caller { presses '3'; says 'it is wrong'; says 'the bill of May'; mumbles(); silent() }
    expect { disposition 'NA'; note 'the bill of May'; callback none }
}

test('who says nothing at the desk is looked after by a person') {
    caller { silent(); silent(); silent() }
    expect { transfer 'FRONTDESK'; disposition 'XFER' }
}

test('a wrong key is told what there is') {
    caller { presses '9'; mumbles(); hears 'appointments'; presses '1'; says 'goodbye' }
    expect { disposition 'NI'; transfer none }
}

test('opt-out is obeyed') {
    caller { says 'take me off your list' }
    expect { disposition 'DNC'; path 'dnc: 2125550101'; transfer none }
}

test('in Arabic it is the same desk') {
    variables PARLEY_LANGUAGE: 'ar'
    caller {
        hears 'عيادة الميناء'
        says 'مواعيد'
        hears 'معك ريتا'
        says 'كم السعر'
        hears 'مجانية'
        says 'مع السلامة'
    }
    expect { disposition 'NI'; neverSaid 'Harbor' }
}

test('who asks for Arabic gets it at once') {
    caller { says 'arabic please'; hears 'للمواعيد'; presses '1'; hears 'معك ريتا'; says 'مع السلامة' }
    expect { disposition 'NI' }
}
