function n(e,t=""){return`/meetings/${encodeURIComponent(e)}${t}`}export{n as a};
