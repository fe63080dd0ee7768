extension TranscriptPage {
  /// The page's look, light and dark as the reader's system has it.
  static let style = """
    :root{--ground:#fff;--text:#1c1e21;--faint:#626a73;--line:#d9dde2;--panel:#f5f7f9;--mark:#0b62c4;--bad:#b3261e;
    --added:#116329;--added-ground:#dafbe1;--removed:#a40e26;--removed-ground:#ffebe9;--hunk:#6639ba}
    @media(prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e4e7eb;--faint:#98a1ab;--line:#343a41;--panel:#1d2126;
    --mark:#6cb2ff;--bad:#ff8a80;--added:#7ee787;--added-ground:#12331d;--removed:#ffa198;--removed-ground:#3c1618;
    --hunk:#d2a8ff}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:1.5rem;max-width:70rem;background:var(--ground);color:var(--text);
    font:15px/1.5 system-ui,sans-serif}
    h1{font-size:1.4rem;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .5rem;border-top:1px solid var(--line);padding-top:1rem}
    h3{font-size:1rem;margin:1.2rem 0 .4rem}small{color:var(--faint);font-weight:normal}
    a{color:var(--mark)}code,pre{font:13px/1.45 ui-monospace,monospace}
    .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.3rem .6rem;
    border-bottom:1px solid var(--line)}th{color:var(--faint);font-weight:normal}th.number,.number{text-align:right;
    font-variant-numeric:tabular-nums;white-space:nowrap}td:first-child{white-space:nowrap}tfoot td{font-weight:600}
    pre{margin:.3rem 0;padding:.6rem .8rem;background:var(--panel);border-radius:6px;overflow-x:auto;white-space:pre-wrap;
    overflow-wrap:anywhere}
    details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.1rem .6rem}
    summary{cursor:pointer;padding:.25rem 0;overflow-wrap:anywhere}
    details.call{border-left:4px solid var(--mark)}details.failed{border-left-color:var(--bad)}
    .said{border-left:4px solid var(--line);padding-left:.6rem}.said pre{background:none;padding-left:0}
    .thought{color:var(--faint)}.notice{color:var(--faint);margin:.3rem 0}.trouble{color:var(--bad);margin:.3rem 0}
    .end{font-weight:600}.arguments{color:var(--faint)}
    .added{color:var(--added);background:var(--added-ground)}.removed{color:var(--removed);background:var(--removed-ground)}
    .hunk{color:var(--hunk)}.heading{font-weight:600}
    """
}
