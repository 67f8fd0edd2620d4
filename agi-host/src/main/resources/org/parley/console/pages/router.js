/** Which page is shown: the address says it, links change it without a new document, and back and forward work. */
import { html } from '/lib/lit-html.js';
import { find } from './registry.js';
import { can } from './session.js';
import { t } from './texts.js';
import { problemPage, noSuchPage } from './trouble.js';
import { View } from './view.js';

/** Whether this document may use a microphone; the page that needs one, and the next after it, are loaded anew. */
const hears = needsMicrophone(location.pathname);

let changed = () => {};
let shown = null; // {path, view, name}

/** The name of the page that the address names, or of the one of the menu that it belongs to. */
export function place() {
    const found = find(location.pathname);
    return found ? (found.page.under ?? found.page.name) : '';
}

/** Calls the listener when the address has come to name another page. */
export function followAddress(listener) {
    changed = listener;
    addEventListener('popstate', listener);
    document.addEventListener('click', event => {
        const link = event.target.closest?.('a[href]');
        const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
        if (link && plain && isOurs(link) && !event.defaultPrevented && needsMicrophone(new URL(link.href).pathname) === hears) {
            event.preventDefault();
            go(link.href);
        }
    });
}

function needsMicrophone(path) {
    return find(path)?.page.microphone ?? false;
}

/** A link to a page: not one within the page, a download, or to somewhere else. */
function isOurs(link) {
    const to = new URL(link.href);
    return to.origin === location.origin
        && !link.hasAttribute('download')
        && !link.target
        && find(to.pathname) !== null
        && !link.getAttribute('href').startsWith('#');
}

/** Shows the page of that address. */
export function go(address) {
    if (needsMicrophone(new URL(address, location.href).pathname) !== hears) {
        location.assign(address);
        return;
    }
    history.pushState(null, '', address);
    changed();
}

/** Shows the address's page there; one that is shown already is drawn again. */
export async function show(main) {
    const path = location.pathname + location.search;
    if (shown?.path === path && shown.main === main) {
        title(shown.name);
        shown.view.anew();
        return;
    }
    const isFirst = shown === null;
    leave();
    const root = document.createElement('div');
    root.className = 'page';
    main.replaceChildren(root);
    const view = new View(root);
    const found = find(location.pathname);
    const exists = found && (!found.page.needs || can(found.page.needs));
    shown = { path, view, main, name: exists ? found.page.name : 'none' };
    title(shown.name);
    if (exists) {
        try {
            const module = await import(`./${found.page.name}.js`);
            await module.open(view, found.parameters);
        } catch (failure) {
            if (failure.name !== 'AbortError') {
                view.show(() => problemPage(failure));
            }
        }
    } else {
        view.show(() => noSuchPage());
    }
    if (!isFirst && view.isOpen) {
        scrollTo(0, 0);
        const heading = root.querySelector('h1');
        heading?.setAttribute('tabindex', '-1');
        heading?.focus({ preventScroll: true });
    }
}

/** Ends the page that is shown. */
export function leave() {
    shown?.view.close();
    if (shown) {
        shown = { path: '', view: shown.view, main: null, name: '' };
    }
}

function title(name) {
    document.title = t('title', { page: t(`page.${name}`) });
}

/** The head of a page: its name, one sentence on it, and what is beside it. */
export const head = (name, beside = '') => html`<div class="page-head">
    <div><h1>${t(`page.${name}`)}</h1><p>${t(`about.${name}`)}</p></div>
    ${beside}
</div>`;
