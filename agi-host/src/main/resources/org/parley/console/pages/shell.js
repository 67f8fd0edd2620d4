/** The frame around the pages: the menu, how it looks and speaks, who is signed in, and where things are told. */
import { html, nothing, render } from '/lib/lit-html.js';
import { live } from '/lib/directives/live.js';
import { announceProblem } from './announce.js';
import { icon } from './icons.js';
import { keep, kept } from './kept.js';
import { PAGES } from './registry.js';
import { place } from './router.js';
import { can, signOut, user } from './session.js';
import { LANGUAGES, speak, spoken, t } from './texts.js';

const THEMES = ['system', 'light', 'dark'];

let menuOpen = false;

/** Draws it there, or draws it again; the page goes into its element `main`. */
export function drawShell(app, listeners) {
    const redraw = () => drawShell(app, listeners);
    const here = place();
    const entry = page => html`<li>
        <a href=${page.path} aria-current=${page.name === here ? 'page' : 'false'} @click=${() => { menuOpen = false; }}>
            ${icon(page.icon)}<span>${t(`page.${page.name}`)}</span>
        </a>
    </li>`;
    const toggle = () => {
        menuOpen = !menuOpen;
        redraw();
    };
    const escape = event => {
        if (event.key === 'Escape' && menuOpen) {
            toggle();
            app.querySelector('.menu-button').focus();
        }
    };
    render(html`<div class="shell">
        <a class="skip" href="#main" @click=${skip}>${t('shell.skip')}</a>
        <header class="side" @keydown=${escape}>
            <div class="brand">
                <a href="/console"><img src="/console/app/mark.svg" alt="" width="28" height="28">${t('shell.name')}</a>
                <button class="menu-button" aria-expanded=${menuOpen} aria-controls="menu" @click=${toggle}>
                    ${icon(menuOpen ? 'close' : 'menu')}<span>${t('shell.menu')}</span>
                </button>
            </div>
            <div id="menu" class=${menuOpen ? 'menu open' : 'menu'}>
                <nav aria-label=${t('shell.pages')}>
                    <ul>${PAGES.filter(page => page.icon && (!page.needs || can(page.needs))).map(entry)}</ul>
                </nav>
                ${preferences(listeners.onLanguage)}
                <div class="who">
                    <p><strong><bdi>${user().name}</bdi></strong><span>${t(`role.${user().role}`)}</span></p>
                    <button class="plain" @click=${() => leave(listeners)}>
                        ${icon('leave')}<span>${t('shell.sign-out')}</span>
                    </button>
                </div>
            </div>
        </header>
        <main id="main" tabindex="-1"></main>
        <div id="listening"></div>
        <div id="notes" class="notes" role="status" aria-live="polite"></div>
    </div>`, app);
}

function skip(event) {
    event.preventDefault();
    const main = document.getElementById('main');
    main.focus();
    main.scrollIntoView();
}

async function leave(listeners) {
    try {
        await signOut();
        listeners.onSignedOut();
    } catch (problem) {
        announceProblem(problem);
    }
}

function applyTheme(theme) {
    keep('theme', theme);
    if (theme === 'system') {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = theme;
    }
    dispatchEvent(new Event('themechange')); // what is painted and not styled paints itself anew
}

/** Which language and which colours; `onLanguage` draws all anew. */
export function preferences(onLanguage) {
    const theme = kept('theme') ?? 'system';
    const option = (value, text, chosen) => html`<option value=${value} lang=${LANGUAGES.includes(value) ? value : nothing}
        ?selected=${value === chosen}>${text}</option>`;
    return html`<div class="preferences">
        <label>${t('shell.language')}
            <select .value=${live(spoken())} @change=${async event => {
                await speak(event.target.value);
                onLanguage();
            }}>${LANGUAGES.map(tag => option(tag, t(`language.${tag}`), spoken()))}</select>
        </label>
        <label>${t('shell.theme')}
            <select .value=${live(theme)} @change=${event => applyTheme(event.target.value)}>
                ${THEMES.map(name => option(name, t(`theme.${name}`), theme))}
            </select>
        </label>
    </div>`;
}
