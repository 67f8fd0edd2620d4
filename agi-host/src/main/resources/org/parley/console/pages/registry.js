/**
 * The pages. A new one is a module NAME.js, a line here, and its texts `page.NAME` in texts/*.json. The module has
 * `open(view, parameters)`, which calls `view.show` with a function that gives the page's template.
 *
 * - path: what the address is, with parameters in braces
 * - icon: in the menu, as icons.js names it; a page without one is in no menu
 * - under: the page of the menu that it belongs to
 * - microphone: it needs one, which the host allows to documents of that address alone (Pages.java)
 * - needs: the operation of the host's OpenAPI document without which there is no such page
 */
export const PAGES = [
    { name: 'live', path: '/console', icon: 'pulse' },
    { name: 'calls', path: '/console/calls', icon: 'calls' },
    { name: 'call', path: '/console/calls/{id}', under: 'calls' },
    { name: 'scripts', path: '/console/scripts', icon: 'script' },
    { name: 'script', path: '/console/scripts/{name}', under: 'scripts', needs: 'script', microphone: true },
    { name: 'lines', path: '/console/lines', icon: 'lines', needs: 'lines' },
    { name: 'providers', path: '/console/providers', icon: 'plug', needs: 'providers' },
    { name: 'outbound', path: '/console/outbound', icon: 'dial', needs: 'outbound' },
    { name: 'reports', path: '/console/reports', icon: 'chart', needs: 'reports' },
    { name: 'settings', path: '/console/settings', icon: 'settings', needs: 'settings' },
    { name: 'doctor', path: '/console/doctor', icon: 'doctor', needs: 'doctor' },
];

function decoded(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part; // no such thing will be found
    }
}

/** The page of that path with its parameters; null when there is none. */
export function find(path) {
    const parts = path.replace(/\/$/, '').split('/');
    for (const page of PAGES) {
        const wanted = page.path.split('/');
        const parameters = {};
        const fits = wanted.length === parts.length && wanted.every((part, i) => {
            if (!part.startsWith('{')) {
                return part === parts[i];
            }
            parameters[part.slice(1, -1)] = decoded(parts[i]);
            return parts[i] !== '';
        });
        if (fits) {
            return { page, parameters };
        }
    }
    return null;
}
