test('the caller hears his own words') {
    caller { says 'testing, testing'; silent 5.s; hangsUp() }
    expect { said 'testing, testing'; endedBy 'caller'; path 'echo' }
}
