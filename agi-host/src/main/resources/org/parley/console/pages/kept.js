/** What this browser keeps between visits: how the console looks. Nothing secret is ever kept here. */

export function keep(name, value) {
    try {
        localStorage.setItem(`parley.${name}`, value);
    } catch {
        // this browser keeps nothing: the choice lasts as long as the page
    }
}

export function kept(name) {
    try {
        return localStorage.getItem(`parley.${name}`);
    } catch {
        return null;
    }
}
