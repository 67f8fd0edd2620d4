// Runs before the first paint, so that neither the colours nor the side the text begins at flash.
(() => {
    const kept = name => {
        try {
            return localStorage.getItem(name);
        } catch {
            return null; // this browser keeps nothing
        }
    };
    const root = document.documentElement;
    const theme = kept('parley.theme');
    if (theme === 'light' || theme === 'dark') {
        root.dataset.theme = theme;
    }
    const wanted = [kept('parley.language'), ...navigator.languages].filter(Boolean).map(tag => tag.slice(0, 2));
    root.lang = wanted.find(tag => tag === 'en' || tag === 'ar') ?? 'en';
    root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
})();
