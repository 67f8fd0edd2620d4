test('a yes is a sale and goes to a person') {
    lead firstName: 'Ana'
    caller {
        hears ~/virtual assistant, on a recorded line/
        says 'Yes, please.'
    }
    expect { said 'Hello Ana'; disposition 'SALE'; transfer '8500'; endedBy 'script' }
}

test('a no is taken for a no') {
    caller { says 'no thanks' }
    expect { disposition 'NI'; transfer none; turns atMost(1) }
}

test('who is not understood twice is no answer') {
    caller { says 'purple'; hears 'Sorry'; mumbles() }
    expect { disposition 'NA'; transfer none; turns exactly(2) }
}

test('who says nothing is asked again, then let go') {
    caller { silent(); silent() }
    expect { disposition 'NA'; path 'answer: NO_INPUT', 'answer: NO_INPUT', 'dispose: NA'; took atMost(45.s) }
}
