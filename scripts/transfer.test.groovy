test('says where the caller goes before he goes there') {
    expect {
        path 'say: One moment please, I am connecting you with a colleague.', 'dispose: XFER', 'transfer: 8500'
        transfer '8500'
        endedBy 'script'
    }
}
