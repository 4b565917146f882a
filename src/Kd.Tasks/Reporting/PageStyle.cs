namespace Kd.Reporting;

/// <summary>How pages look. No <c>&lt;</c>, <c>&gt;</c> or <c>&amp;</c>, which XML writes in another way than a style sheet reads.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Text = """

        :root { color-scheme: light dark; --page: #fbfbfa; --card: #ffffff; --text: #1d2228; --muted: #5b6570; --line: #dde1e5; --accent: #0b62b8; --warn: #b54708; }
        @media (prefers-color-scheme: dark) { :root { --page: #14171a; --card: #1c2024; --text: #e6e9ec; --muted: #a3adb7; --line: #343b42; --accent: #6cb2ff; --warn: #f0a25c; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
        main.broad { max-width: 82rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
        h3 { font-size: .9rem; font-weight: 600; margin: 0 0 .25rem; overflow-wrap: anywhere; }
        p { margin: .5rem 0; overflow-wrap: anywhere; }
        .muted { color: var(--muted); }
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; padding: .6rem .9rem .2rem; color: var(--muted); font-size: .875rem; }
        th, td { padding: .45rem .9rem; text-align: right; border-top: 1px solid var(--line); }
        thead th { border-top: 0; color: var(--muted); font-size: .875rem; font-weight: 500; }
        th:first-child { text-align: left; font-weight: 600; }
        thead th:first-child { font-weight: 500; }
        .words td, .words th { text-align: left; }
        .words td { overflow-wrap: anywhere; min-width: 5.5rem; }
        .words tbody th { font-weight: 500; min-width: 8rem; }
        .facts thead { display: none; }
        .facts tbody th { width: 14rem; min-width: 5.5rem; overflow-wrap: anywhere; vertical-align: top; }
        .numbers tbody th span { display: block; color: var(--muted); font-size: .875rem; font-weight: 400; overflow-wrap: anywhere; min-width: 13rem; }
        .numbers td { white-space: nowrap; }
        .models thead th { vertical-align: bottom; min-width: 5.5rem; overflow-wrap: break-word; }
        .models thead span { display: block; }
        .models thead .name { color: var(--text); font-weight: 600; }
        .numbers.models th:nth-child(2) { color: var(--accent); }
        .numbers.models th:nth-child(2) .name { color: var(--accent); }
        .numbers.models td:nth-child(2) { color: var(--accent); font-weight: 600; }
        .lead { font-size: 1.1rem; }
        .above { margin: 1.25rem 0 .5rem; }
        figure, .grid figure { min-width: 0; }
        figure { margin: 0 0 .75rem; padding: .9rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
        .chart { display: block; width: 100%; height: auto; }
        .grid figure { margin: 0; }
        .grid { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
        .chart.narrow { display: none; }
        @media (max-width: 640px) { .chart.narrow { display: block; } .chart.wide { display: none; } th, td { padding: .4rem .6rem; } }
        .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .5rem; padding: 0; list-style: none; font-size: .875rem; }
        .legend li { display: flex; align-items: center; min-width: 0; overflow-wrap: anywhere; }
        .legend svg { flex: none; width: 28px; height: 8px; margin-right: .4rem; vertical-align: middle; }
        .matrices { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); align-items: start; }
        .matrices .scroll:has(:nth-child(13)) { grid-column: 1 / -1; }
        .matrix th, .matrix td { padding: .1rem; text-align: center; font-size: .75rem; border: 0; min-width: 1.5rem; font-weight: 400; }
        .matrix tbody th { color: var(--muted); }
        .matrix span { display: block; border-radius: .25rem; padding: .1rem 0; background: color-mix(in srgb, var(--shade) var(--share), transparent); }
        .matrix .right { --shade: var(--accent); }
        .matrix .wrong { --shade: var(--warn); }
        .examples { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); margin: 0; padding: 0; list-style: none; }
        .examples li { display: flex; gap: .75rem; align-items: flex-start; padding: .75rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; overflow-wrap: anywhere; }
        .examples div { min-width: 0; }
        .examples img { image-rendering: pixelated; border-radius: .25rem; flex: none; }
        .examples span { display: block; font-size: .875rem; color: var(--muted); }
        .examples .right { color: var(--text); }
        .stages { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin: 0; padding: 0; list-style: none; }
        .stages li { display: flex; align-items: center; gap: .75rem; min-width: 0; }
        .stages .column { display: flex; flex-direction: column; gap: .5rem; flex: 1; min-width: 0; }
        .stages .arrow { color: var(--muted); }
        .stage { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; overflow-wrap: anywhere; }
        .stage.own { border-color: var(--accent); border-width: 2px; }
        .stage strong { display: block; }
        .stage span { display: block; color: var(--muted); font-size: .875rem; }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .875rem; }
        @media (max-width: 640px) { .stages, .stages li { flex-direction: column; align-items: stretch; } .stages .arrow { text-align: center; transform: rotate(90deg); } }

        """;
}
