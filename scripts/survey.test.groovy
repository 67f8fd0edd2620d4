test('grades by voice and a remark are kept') {
    caller { says 'yes'; says 'five'; says 'four'; says 'shorter waiting, please'; hears 'Thank you' }
    expect {
        disposition 'SALE'
        note 'survey: visit 5, recommends 4; shorter waiting please'
        field 'comments', 'Dentist, Tuesday 10:00 [survey: visit 5, recommends 4]'
        remembers 'survey', 'visit 5, recommends 4'
        callback none
    }
}

test('grades by keys, and no remark') {
    caller { presses '1'; presses '4'; hears 'recommend'; presses '5'; silent() }
    expect { disposition 'SALE'; note 'visit 4, recommends 5'; took atMost(1.min) }
}

test('a grade that there is not is asked for again') {
    caller { says 'sure'; says 'seven'; says 'three'; says 'three'; silent() }
    expect { note 'visit 3, recommends 3' }
}

test('who gives no grade is not pressed') {
    caller { says 'yes'; silent(); silent(); silent(); mumbles(); mumbles(); mumbles(); silent() }
    expect { disposition 'SALE'; note 'visit -, recommends -'; endedBy 'script' }
}

test('who was unhappy is called back') {
    caller { says 'yes'; says 'one'; says 'two'; says 'nobody helped me'; says 'yes'; says 'tomorrow at ten' }
    expect { callback '2030-01-08T10:00'; disposition 'SALE'; said 'I am sorry'; note 'nobody helped me' }
}

test('who was unhappy and wants no call is thanked') {
    caller { says 'yes'; says 'two'; says 'two'; silent(); says 'no' }
    expect { callback none; said 'Thank you' }
}

test('who has no time is left alone') {
    caller { says 'no' }
    expect { disposition 'NI'; turns atMost(2) }
}

test('who says nothing at all is left alone') {
    caller { silent(); silent() }
    expect { disposition 'NI'; endedBy 'script' }
}

test('opt-out is obeyed') {
    caller { says 'yes'; says 'remove my number' }
    expect { disposition 'DNC'; path 'dnc: 2125550101' }
}

test('a machine answers no survey') {
    caller { voicemail() }
    expect { disposition 'A'; neverSaid 'three questions' }
}

test('in Arabic too') {
    variables PARLEY_LANGUAGE: 'ar'
    caller { says 'نعم'; says 'خمسة'; says 'أربعة'; silent() }
    expect { disposition 'SALE'; note 'visit 5, recommends 4'; said 'شكراً'; neverSaid 'Thank you' }
}
