package org.parley.store;

import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;

/** What an ended call owes the dialer's tables; no keys when its beginning never reached them. */
public record Debt(CallIdentity identity, @Nullable CallKeys keys, CallResult result) {}
