/** What the pages ask of the host. The browser sends the session's cookie; what acts carries its word against forgery. */

/** Why the host did not do it, in its own words (RFC 9457); status 0: it was not reached. */
export class Problem extends Error {
    constructor(status, detail) {
        super(detail);
        this.status = status;
    }
}

let csrf = '';
let signedOut = () => {};

/** The word that what acts must carry in this session. */
export function carry(word) {
    csrf = word;
}

/** Who is told when the session is over. */
export function onSignedOut(listener) {
    signedOut = listener;
}

async function send(method, path, options) {
    let answer;
    try {
        answer = await fetch(path, { method, credentials: 'same-origin', ...options });
    } catch (failure) {
        if (failure.name === 'AbortError') {
            throw failure;
        }
        throw new Problem(0, '');
    }
    const isJson = /json/.test(answer.headers.get('Content-Type') ?? '');
    const body = isJson ? await answer.json() : null;
    if (!answer.ok) {
        if (answer.status === 401 && path !== '/api/session') {
            signedOut();
        }
        throw new Problem(answer.status, body?.detail ?? answer.statusText);
    }
    return body;
}

/** Asks for something; an aborted one throws an AbortError. */
export const ask = (path, signal) => send('GET', path, { signal });

/** A word that no other request has: asked twice with it, the host does it once. */
function once() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, each => each.toString(16).padStart(2, '0')).join('');
}

/** Has the host do something. */
export function act(method, path, body) {
    const headers = { 'Idempotency-Key': once() };
    if (csrf) {
        headers['X-CSRF-Token'] = csrf;
    }
    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    return send(method, path, { headers, body: body === undefined ? undefined : JSON.stringify(body) });
}
