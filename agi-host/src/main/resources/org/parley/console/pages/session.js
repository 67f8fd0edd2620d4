/** Who is signed in, and what he may do. */
import { act, ask, carry } from './api.js';

const ROLES = ['anyone', 'viewer', 'supervisor', 'admin'];
const BESIDE = { site: 'supervisor' }; // what the server of a site may do, and among people from that role on

let who = null;
let operations = new Map();

/** Who is signed in: name and role; null for nobody. */
export const user = () => who;

/** Whether his role is that one or above it. */
export const may = role => who !== null && ROLES.indexOf(who.role) >= ROLES.indexOf(BESIDE[role] ?? role);

/** Whether this host has that operation (as its OpenAPI document calls it), and he may use it. */
export const can = operation => operations.has(operation) && may(operations.get(operation)['x-role']);

/** The session that the browser has, if it is still one. */
export async function resume() {
    try {
        await begin(await ask('/api/session'));
    } catch (problem) {
        if (problem.status !== 401) {
            throw problem;
        }
        who = null;
    }
    return who;
}

/** Signs in by `{name, password}` or `{token}`; a Problem says why not. */
export async function signIn(secret) {
    await begin(await act('POST', '/api/session', secret));
}

async function begin(session) {
    carry(session.csrf);
    const document = await ask('/api/openapi.json');
    operations = new Map();
    for (const methods of Object.values(document.paths)) {
        for (const operation of Object.values(methods)) {
            operations.set(operation.operationId, operation);
        }
    }
    who = { name: session.name, role: session.role };
}

export async function signOut() {
    await act('DELETE', '/api/session');
    forget();
}

/** The session is over. */
export function forget() {
    carry('');
    who = null;
}
