/** Where somebody signs in: with a name and a password, or with a token. */
import { html, nothing, render } from '/lib/lit-html.js';
import { reason } from './announce.js';
import { preferences } from './shell.js';
import { signIn } from './session.js';
import { t } from './texts.js';

let byToken = false;
let refused = null;
let waits = false;

/** Draws it there. */
export function drawSignIn(app, listeners) {
    const redraw = () => drawSignIn(app, listeners);
    document.title = t('title', { page: t('sign-in.title') });
    const submit = async event => {
        event.preventDefault();
        const form = new FormData(event.target);
        waits = true;
        refused = null;
        redraw();
        try {
            await signIn(byToken
                ? { token: form.get('token').trim() }
                : { name: form.get('name').trim(), password: form.get('password') });
            byToken = false;
            waits = false;
            listeners.onSignedIn();
        } catch (problem) {
            refused = problem;
            waits = false;
            redraw();
            app.querySelector('input').focus();
        }
    };
    const other = () => {
        byToken = !byToken;
        refused = null;
        redraw();
        app.querySelector('input').focus();
    };
    const invalid = refused ? 'true' : nothing;
    const secret = byToken
        ? html`<label>${t('sign-in.token')}
            <input name="token" type="password" required autocomplete="off" spellcheck="false" dir="ltr"
                aria-invalid=${invalid} aria-describedby="refused"></label>`
        : html`<label>${t('sign-in.name')}
            <input name="name" required autocomplete="username" autocapitalize="none" spellcheck="false"
                aria-invalid=${invalid} aria-describedby="refused"></label>
        <label>${t('sign-in.password')}
            <input name="password" type="password" required autocomplete="current-password"
                aria-invalid=${invalid} aria-describedby="refused"></label>`;
    render(html`<main class="alone">
        <form class="card sign-in" @submit=${submit}>
            <img src="/console/app/mark.svg" alt="" width="44" height="44">
            <h1>${t('sign-in.title')}</h1>
            <p>${t('sign-in.about')}</p>
            <p id="refused" class="refused" role="alert">${refused ? why(refused) : nothing}</p>
            ${secret}
            <button class="button strong" ?disabled=${waits}>${t(waits ? 'sign-in.waits' : 'sign-in.go')}</button>
            <button type="button" class="plain" @click=${other}>
                ${t(byToken ? 'sign-in.by-password' : 'sign-in.by-token')}
            </button>
        </form>
        ${preferences(listeners.onLanguage)}
    </main>`, app);
}

const why = problem => (problem.status === 401 ? t(byToken ? 'sign-in.wrong-token' : 'sign-in.wrong') : reason(problem));
