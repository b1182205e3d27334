function p(o){return(document.querySelector("gb-app")?.shadowRoot??document.body).append(o),o}export{p as a};
