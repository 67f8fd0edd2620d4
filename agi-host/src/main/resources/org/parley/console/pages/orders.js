/** What becomes of an order to a call, as the call's events tell it. */
import { act, ask } from './api.js';
import { Stream } from './stream.js';

const UP_MS = 3000;

/**
 * Has the host do that to the call. `tell(state, data)` is told what becomes of it: `ordered` or `waiting` at once, then
 * `begun`, and at last `done`, `failed` or `ended`. A Problem says why it was not ordered.
 */
export async function order(call, name, body, tell) {
    const path = `/api/calls/${encodeURIComponent(call.id)}`;
    const seen = new Set();
    const early = [];
    let number = null;
    let over = false;
    const end = () => {
        over = true;
        stream.close();
    };
    const state = (word, data) => {
        if (!over && !seen.has(word)) {
            seen.add(word);
            if (word === 'done' || word === 'failed' || word === 'ended') {
                end();
            }
            tell(word, data);
        }
    };
    const take = event => {
        if (number === null) {
            early.push(event);
        } else if (event.kind === 'supervisor' && event.data.order === number) {
            state(event.data.state, event.data);
        } else if (event.type === 'call_ended') {
            state('ended', {});
        }
    };
    let stream = null;
    await new Promise(up => {
        setTimeout(up, UP_MS);
        // the line may break: what was missed stands in the call's own events
        const look = async () => {
            up();
            if (number !== null && !over) {
                const told = await ask(path).catch(() => ({ events: [] }));
                told.events.forEach(take);
            }
        };
        stream = new Stream({ call: call.id, type: 'status,call_ended' }, {
            event: take, up: look, gap: look, down: () => {},
        });
    });
    try {
        const answer = await act('POST', `${path}/${name}`, body);
        number = answer.order;
        state(answer.state === 'begun' ? 'ordered' : 'waiting', answer);
        early.forEach(take);
    } catch (problem) {
        end();
        throw problem;
    }
}
